import { setTimeout } from 'node:timers/promises';
import {
  createMock,
  formatLog,
  type Entry,
  type LogLine,
  type Mock,
  type MockOptions,
  type WorldHandle,
} from '../../src/index.js';
import { defaultMaxBody } from '../../src/mock/max-body.js';
import { createClient, overdue, type Came, type Client, type Sent } from './client.js';
import { createSecrets, type Secrets } from './secrets.js';

/** A mock that is watched for what must never happen. */
export interface WatchedMock extends AsyncDisposable {
  readonly mock: Mock;
  readonly client: Client;
  readonly secrets: Secrets;
  /** Sends a request, its marks replaced by secrets. */
  send(sent: Sent): Promise<Came>;
  /** Judges what came of a request that somebody else has sent. */
  judge(came: Came): void;
  /** Tells a problem that somebody else has found. */
  report(problem: string): void;
  /** What the journals of all worlds hold. */
  entries(): Promise<readonly Entry[]>;
  /** Does something in fresh worlds, and looks through the journals and the log. @throws whatever went wrong. */
  attempt(deeds: () => Promise<void>): Promise<void>;
}

export interface WatchOptions extends MockOptions {
  /** Whether a request may go without an answer. @default never */
  readonly mayBreak?: (sent: Sent) => boolean;
}

export async function watchMock({ mayBreak, ...options }: WatchOptions = {}): Promise<WatchedMock> {
  const problems: string[] = [];
  const lines: LogLine[] = [];
  const onBug = (error: unknown): unknown =>
    problems.push(`a bug: ${String(error instanceof Error ? error.stack : error)}`);
  const mock = await createMock({ ...options, onBug, onRequest: (line) => lines.push(line) });
  const client = createClient(mock.url);
  const secrets = createSecrets();
  const tell = (what: string, text: string): void => {
    for (const secret of secrets.in(text)) problems.push(`${what} holds the secret ${secret}: ${text.slice(0, 2000)}`);
  };
  const judge = (came: Came): void => {
    problems.push(...problemsOf(came));
    if (came.kind !== 'broken') for (const text of came.headers) tell('a header of a reply', text);
  };
  const worlds = (): Promise<readonly WorldHandle[]> => openWorlds(mock, options.adminToken);
  const begin = async (): Promise<void> => {
    problems.length = 0;
    lines.length = 0;
    secrets.clear();
    await Promise.all((await worlds()).map((world) => world.drop()));
  };
  const entries = async (): Promise<readonly Entry[]> => {
    const journals = (await worlds()).map((world) => world.journal.entries());
    return (await Promise.all(journals)).flat();
  };
  return {
    mock,
    client,
    secrets,
    async send(sent) {
      const headers = sent.headers.map((field) => [secrets.expand(field[0]), secrets.expand(field[1])] as const);
      const body = sent.body === undefined ? {} : { body: secrets.expand(sent.body).replace('{much}', much) };
      const came = await client.send({ ...sent, path: secrets.expand(sent.path), headers, ...body });
      const isAllowed = came.kind === 'broken' && came.why !== overdue && mayBreak?.(sent) === true;
      if (!isAllowed) judge(came);
      return came;
    },
    judge,
    entries,
    report: (problem) => problems.push(problem),
    async attempt(deeds) {
      await begin();
      await deeds();
      for (const entry of await entries()) for (const text of textsOf(entry)) tell('a journal', text);
      for (const line of lines) {
        for (const format of ['text', 'json'] as const) tell('the log', formatLog[format](line));
      }
      if (problems.length > 0) throw new Error([...new Set(problems)].slice(0, 5).join('\n'));
    },
    async [Symbol.asyncDispose]() {
      client.close();
      // A request that hangs must not keep the test from telling so.
      await Promise.race([mock.close(), setTimeout(1_000, undefined, { ref: false })]);
    },
  };
}

const much = 'x'.repeat(defaultMaxBody + 1);

// Requests begin worlds of names that nobody foresaw.
async function openWorlds(mock: Mock, adminToken = ''): Promise<readonly WorldHandle[]> {
  const headers = { Authorization: `Bearer ${adminToken}` };
  const response = await fetch(`${mock.url}/__signoff/worlds`, { headers });
  const { worlds } = (await response.json()) as { worlds: readonly { name: string }[] };
  return Promise.all(worlds.map(({ name }) => mock.world(name)));
}

function problemsOf(came: Came): readonly string[] {
  if (came.kind === 'broken') return [`no answer: ${came.why}`];
  if (came.kind === 'stream') return [];
  const problems: string[] = [];
  const isJson = came.headers.some((value, index) => index % 2 === 1 && /^application\/(?:[\w.]+\+)?json/.test(value));
  const body = came.body === '' ? undefined : parse(came.body);
  if (isJson && body instanceof Error) problems.push(`labelled JSON, and is none: ${came.body.slice(0, 500)}`);
  if (came.status >= 500 && !isDocumented(came.status, body)) problems.push(`${String(came.status)}: ${came.body}`);
  return problems;
}

// Login documents one, and there may be too many worlds.
function isDocumented(status: number, body: unknown): boolean {
  const { RequestType, code } = (body ?? {}) as { RequestType?: unknown; code?: unknown };
  return (status === 500 && RequestType === 13) || (status === 503 && code === 'WORLD_LIMIT');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Entry).flatMap(([name, member]) => [name, ...textsOf(member)]);
}
