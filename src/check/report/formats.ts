import type { Report } from '../report.js';
import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { sarif } from './sarif.js';

export type ReportFormat = 'junit' | 'json' | 'html' | 'github' | 'sarif';

/** Every format in which reports can be had; reports of several APIs stand in one text. */
export const reports: Readonly<Record<ReportFormat, (reports: readonly Report[]) => string>> = {
  junit,
  json,
  html,
  github,
  sarif,
};
