import { parentPort, workerData } from 'node:worker_threads';
import { openLaboratory } from './compose-audit.js';

// A thread of an audit: tries its share of the mutants and hands the verdicts back.
const { nameOrFile, ids } = workerData as { readonly nameOrFile: string; readonly ids: readonly string[] };
const laboratory = await openLaboratory(nameOrFile);
parentPort?.postMessage(await laboratory.tryAll(ids));
