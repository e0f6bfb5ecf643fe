/** A server-sent event as the HTML Living Standard (section 9.2.6) has a client read it. */
export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Reads the events of a reply until it ends; comments are left out. */
export async function* readEvents({ body }: Response): AsyncGenerator<ServerSentEvent, void> {
  if (body === null) throw new Error('The reply has no body.');
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = toEvent(block.split('\n'));
      if (event.data !== '') yield event;
    }
  }
  if (text !== '') throw new Error(`The stream ends within an event: ${text}`);
}

/** The next so many events. */
export async function take(events: AsyncIterator<ServerSentEvent>, count: number): Promise<readonly ServerSentEvent[]> {
  const taken: ServerSentEvent[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done === true) throw new Error(`The stream ends after ${String(taken.length)} events.`);
    taken.push(next.value);
  }
  return taken;
}

function toEvent(lines: readonly string[]): ServerSentEvent {
  const fields = { id: '', event: 'message', data: '' };
  for (const line of lines.filter((one) => !one.startsWith(':'))) {
    const [, name, value = ''] = /^(id|event|data): (.*)$/.exec(line) ?? [];
    if (name !== 'id' && name !== 'event' && name !== 'data') throw new Error(`No field of an event: ${line}`);
    fields[name] = value;
  }
  return fields;
}
