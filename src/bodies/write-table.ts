import { writeJson } from '../json.js';

/** Writes a list of objects as a table (RFC 4180): a line of names, then a line for each; `undefined` for any other value. */
export function writeTable(value: unknown): string | undefined {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!rows.every(isFlat)) return undefined;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...rows.map((row) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : '')))];
  return lines.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

type Row = Readonly<Record<string, unknown>>;

function isFlat(row: unknown): row is Row {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  return Object.values(row).every((cell) => typeof cell !== 'object' || cell === null);
}

function writeCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : writeJson(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
