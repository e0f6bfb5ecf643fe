/** Whether a key of a response (`200`, `4XX` or `default`) covers a status. */
export function statusCovers(statusKey: string, status: number | string): boolean {
  const code = String(status);
  return statusKey === code || statusKey === 'default' || statusKey.toUpperCase() === `${code.charAt(0)}XX`;
}
