import { expect, test } from 'vitest';
import { showProgress, type Terminal } from '../../src/cli/progress.js';

function terminalOf(isTTY: boolean, columns: number): { terminal: Terminal; written: string[] } {
  const written: string[] = [];
  return { terminal: { isTTY, columns, write: (text) => written.push(String(text)) > 0 }, written };
}

test('a terminal shows the case that is being tried, in one line, which is wiped out in the end', () => {
  const { terminal, written } = terminalOf(true, 20);
  const progress = showProgress(terminal);
  progress.onStart?.({ title: 'a malformed sid is invalid', number: 12, total: 51 });
  progress.end();
  expect(written).toEqual(['\r\u001b[2K12/51 a malformed s', '\r\u001b[2K']);
});

test('a pipe gets nothing', () => {
  const { terminal, written } = terminalOf(false, 80);
  const progress = showProgress(terminal);
  progress.onStart?.({ title: 'a malformed sid is invalid', number: 12, total: 51 });
  progress.end();
  expect(written).toEqual([]);
});
