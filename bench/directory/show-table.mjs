/** What came of the sample, as text; shares of what was tried. */
export function showTable(results) {
  const served = results.filter(({ refused, brokenOff }) => refused === undefined && brokenOff !== 'load');
  const sum = (of) => served.reduce((all, result) => all + (result[of] ?? 0), 0);
  const checked = served.filter(({ check }) => check !== undefined);
  const green = checked.filter(({ check }) => check.green);
  const rows = [
    ['descriptions', String(results.length)],
    ['refused', share(results.length - served.length, results.length)],
    [
      'with operations not served as described',
      share(served.filter(({ notServed }) => notServed > 0).length, served.length),
    ],
    ['valid calls answered as documented', share(sum('answered'), sum('called'))],
    ['invalid calls refused', share(sum('turnedAway'), sum('broken'))],
    ['check of its own mock green', share(green.length, served.length)],
    ['slowest', `${Math.max(...results.map(({ seconds = 0 }) => seconds)).toFixed(1)} s`],
    ['most memory', `${String(Math.max(...results.map(({ memory = 0 }) => memory)))} MB`],
    ['broken off', String(results.filter(({ brokenOff }) => brokenOff !== undefined).length)],
  ];
  const faults = results.flatMap(({ file, faults: own }) => own.map((fault) => `  ${shortName(file)}: ${fault}`));
  return [...rows.map(([name, value]) => `${name.padEnd(44)}${value}`), '', ...faults, ''].join('\n');
}

function share(part, whole) {
  return `${String(part)} of ${String(whole)}${whole > 0 ? ` (${((100 * part) / whole).toFixed(2)} %)` : ''}`;
}

function shortName(file) {
  return file.split('/api/').at(-1);
}
