/** The figures as the README shows them: one table of ratios to the first server, one of what grows. */
export function summarize({ parts, node, cpu, rounds, seconds, connections }) {
  const workloads = Object.keys(parts).filter((part) => parts[part].some(({ server }) => server === 'node-http'));
  const servers = [...new Set(workloads.flatMap((part) => parts[part].map(({ server }) => server)))];
  const rowOf = (part, server) => parts[part].find((row) => row.server === server);
  const about = `${cpu}, two cores, Node.js ${node.slice(1)}, wrk with ${connections} connections, ${rounds} rounds of ${seconds} s`;
  const lines = servers.map((server) => [server, ...workloads.map((part) => showRow(rowOf(part, server)))]);
  const compared = toTable(['', ...workloads.map(showName)], lines);
  const grown = ['growth', 'sessions'].flatMap((part) => parts[part] ?? []);
  const growth = toTable(
    ['', 'req/s', 'ratio', 'first answer', 'memory'],
    grown.map((row) => [
      row.server,
      row['req/s'].toLocaleString('en'),
      row.server === "GitHub's" ? '' : row.ratio.toFixed(2), // it is asked something else
      `${row['first answer ms'].toLocaleString('en')} ms`,
      row['bytes/session'] === undefined ? `${row['RSS MB']} MB` : `${row['bytes/session']} bytes a session`,
    ]),
  );
  return [about, compared, growth].filter((part) => part !== '').join('\n\n');
}

// How fast, to the first server; then how much longer the slowest in a hundred takes.
function showRow(row) {
  if (row === undefined) return '';
  const perSecond = row['req/s'].toLocaleString('en');
  return `**${row.ratio.toFixed(2)}** · ${perSecond}/s · p99 ${row['p99 ms'].toFixed(1)} ms`;
}

function showName(part) {
  return part.replace('-', ' ').replace('feishu', 'Feishu').replace('fungame', 'FunGame');
}

function toTable(head, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
