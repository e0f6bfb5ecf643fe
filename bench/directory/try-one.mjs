/** One description, in a process of its own: node try-one.mjs FILE FOLDER CALLS SEED; tells its parent what came of it. */
import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { checkApi, createMock } from '../../dist/src/index.js';
import { chooseSample } from './choose-sample.mjs';
import { breakRequest, makeRequest, send } from './requests.mjs';
import { operationsOf, resolve } from './read-operations.mjs';

const [, , file, folder, calls, seed] = process.argv;
const result = { file, faults: [], called: 0, answered: 0, broken: 0, turnedAway: 0, notServed: 0, stage: 'load' };
const started = performance.now();
tell();

const document = JSON.parse(await readFile(file, 'utf8'));
const tools = await loadTools();
const mock = await createMock({ apis: [file], port: 0 }).catch((error) => {
  result.refused = error.message;
  result.faults.push(`refused: ${error.message}`);
});
if (mock !== undefined) await serveAndCheck();
result.seconds = (performance.now() - started) / 1000;
result.memory = Math.round(process.resourceUsage().maxRSS / 1024);
result.stage = 'done';
tell();
process.disconnect();

function tell() {
  process.send(result);
}

async function loadTools() {
  const require = createRequire(pathToFileURL(join(folder, 'package.json')));
  const { sample } = require('openapi-sampler');
  const dialect = document.openapi.startsWith('3.0') ? 'openapi-3-0' : 'openapi-3-1';
  const judge = await import(pathToFileURL(join(folder, 'node_modules/@hyperjump/json-schema', dialect, 'index.js')));
  const base = 'https://directory.test/description';
  const of =
    dialect === 'openapi-3-0'
      ? 'https://spec.openapis.org/oas/3.0/schema'
      : 'https://spec.openapis.org/oas/3.1/dialect/base';
  try {
    judge.registerSchema({ ...document, $id: undefined }, base, of);
  } catch {
    return { sample, isValid: () => Promise.resolve(undefined) };
  }
  // Undefined where it cannot tell.
  const isValid = async (pointer, value) => {
    try {
      return (await judge.validate(`${base}#${encodeURI(pointer)}`, value)).valid;
    } catch {
      return undefined;
    }
  };
  return { sample, isValid };
}

async function serveAndCheck() {
  try {
    result.stage = 'calls';
    tell();
    result.notServed = mock.problems?.length ?? 0;
    const fixtures = await mock.furnish(mock.apis[0]);
    const operations = operationsOf(document);
    const chosen = chooseSample(operations, {
      count: Number(calls),
      seed,
      nameOf: ({ method, path }) => `${method} ${path}`,
    });
    for (const operation of chosen) await call(operation, fixtures);
  } finally {
    await mock.close();
  }
  result.stage = 'check';
  tell();
  await checkItself();
}

async function call(operation, fixtures) {
  const request = await makeRequest(document, operation, { ...tools, credentials: fixtures.credentials ?? {} });
  if (request === undefined) return;
  const name = `${operation.method.toUpperCase()} ${operation.path}`;
  const reply = await send(mock.url, request);
  result.called += 1;
  const fault = await faultOf(reply, operation);
  if (fault === undefined) result.answered += 1;
  else result.faults.push(`${name}: ${fault}`);
  for (const flawed of await breakRequest(document, operation, request, tools)) {
    const answer = await send(mock.url, flawed);
    result.broken += 1;
    const isRefused =
      answer.reason !== undefined || answer.status === 415 || answer.status === 422 || answer.status === 400;
    if (isRefused) result.turnedAway += 1;
    else result.faults.push(`${name}: ${flawed.flaw} is answered ${String(answer.status)}`);
  }
}

async function faultOf({ status, type, body, reason, problem }, { operation, pointer }) {
  if (reason !== undefined) return `a valid call is refused: ${reason.slice(0, 300)}`;
  if (problem !== undefined) return `problem ${String(status)} ${problem.slice(0, 300)}`;
  const keys = Object.keys(operation.responses ?? {});
  const key = [String(status), `${String(status)[0]}XX`, `${String(status)[0]}xx`, 'default'].find((each) =>
    keys.includes(each),
  );
  if (key === undefined) return `undocumented status ${String(status)}`;
  const documented = Object.keys(operation.responses).some((each) => /^[23]/.test(each) || each === 'default');
  if (status >= 400 && documented) return `status ${String(status)} to a valid call`;
  const [response, place] = resolve(document, operation.responses[key], `${pointer}/responses/${key}`);
  const media = Object.keys(response.content ?? {});
  if (media.length === 0 || body.length === 0) return undefined;
  const given = media.find((each) => essence(each) === essence(type)) ?? media.find((each) => each.includes('*'));
  if (given === undefined) return `undocumented type ${type}`;
  if (!/[/+]json\b/.test(type)) return undefined;
  let value;
  try {
    value = JSON.parse(Buffer.from(body).toString());
  } catch {
    return 'the body is no JSON';
  }
  if (response.content[given].schema === undefined) return undefined;
  const escaped = given.replaceAll('~', '~0').replaceAll('/', '~1');
  const isExample = response.content[given].example !== undefined || response.content[given].examples !== undefined;
  const valid = await tools.isValid(`${place}/content/${escaped}/schema`, value);
  if (valid !== false) return undefined;
  return isExample ? undefined : `the body breaks its schema: ${JSON.stringify(value).slice(0, 300)}`;
}

function essence(type = '') {
  return type.split(';', 1)[0].trim().toLowerCase();
}

async function checkItself() {
  const begun = performance.now();
  try {
    const { outcome } = await checkApi(file);
    result.check = { green: outcome.broken.length === 0, seconds: (performance.now() - begun) / 1000 };
    for (const { message, finding } of outcome.broken.slice(0, 3)) {
      result.faults.push(
        `check blames our mock: ${message ?? finding?.message ?? JSON.stringify(outcome.broken[0]).slice(0, 300)}`,
      );
    }
  } catch (error) {
    result.check = { green: false };
    result.faults.push(`check: ${error.code ?? error.stack}: ${error.message}`.slice(0, 600));
  }
}
