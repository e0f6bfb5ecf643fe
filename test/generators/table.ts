/** One row of a table: what stands in each column, by its heading. */
export type Row = Readonly<Record<string, string>>;

/** A table in Markdown, its columns those of the first row, aligned as Prettier does. */
export function showTable(rows: readonly Row[]): string {
  const headings = Object.keys(rows[0] ?? {});
  const cells = [headings, headings.map(() => ''), ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
  const widths = headings.map((_, column) => Math.max(...cells.map((texts) => texts[column]?.length ?? 0)));
  return cells.map((texts, row) => showLine(texts, { widths, fill: row === 1 ? '-' : ' ' })).join('');
}

function showLine(texts: readonly string[], of: { readonly widths: readonly number[]; readonly fill: string }): string {
  return `| ${texts.map((text, column) => text.padEnd(of.widths[column] ?? 0, of.fill)).join(' | ')} |\n`;
}
