/** How wide the lines of an output may be: the width of a terminal, or what `COLUMNS` says of a pipe. */
export function columnsOf(
  { columns }: Pick<NodeJS.WriteStream, 'columns'>,
  { COLUMNS = '' }: NodeJS.ProcessEnv,
): number | undefined {
  // Node.js leaves it away where there is no terminal, whatever its types say.
  const width = (columns as number | undefined) ?? (/^\d{2,4}$/.test(COLUMNS) ? Number(COLUMNS) : undefined);
  return width === undefined ? undefined : Math.max(width, 40);
}
