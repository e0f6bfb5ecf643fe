import { createHash } from 'node:crypto';
import type { Report } from '../report.js';
import { showCases } from './html/cases.js';
import { showFindings } from './html/findings.js';
import { showHead } from './html/head.js';
import { showItems } from './html/items.js';
import { html as markup, trusted, type Markup } from './html/markup.js';
import { createPage } from './html/page.js';
import { script } from './html/script.js';
import { showStatements } from './html/statements.js';
import { style } from './html/style.js';
import { verdictOf } from './verdict.js';

/** A report for people in a browser: one file that needs nothing else. */
export function html(reports: readonly Report[]): string {
  const title = reports.map((report) => `${report.api}: ${verdictOf(report).sentence}`).join(' ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${reports.map((report, index) => showReport(report, `r${index + 1}`))}
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}

// Replies of a server that nobody vouches for stand in the page: beside the escaping, no script but ours may run.
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;

function showReport(report: Report, prefix: string): Markup {
  const page = createPage(report, prefix);
  return markup`<main>
${showHead(page)}
${showFindings(page)}
${showStatements(page)}
${showItems(page)}
${showCases(page)}
</main>
`;
}
