/** Writes texts that come in one turn of the event loop together: a line a request costs more than the request. */
export function writeTogether(write: (text: string) => void): (text: string) => void {
  let waiting = '';
  const flush = (): void => {
    const texts = waiting;
    waiting = '';
    write(texts);
  };
  return (text) => {
    if (waiting === '' && text !== '') setImmediate(flush);
    waiting += text;
  };
}
