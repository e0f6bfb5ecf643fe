/**
 * A text that a server may have sent, so that it neither steers a terminal nor, at the beginning of a line, a CI that
 * reads commands there.
 */
export function plain(text: string): string {
  return text
    .replace(/\r?\n/g, '\n            │ ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (control) => JSON.stringify(control).slice(1, -1));
}
