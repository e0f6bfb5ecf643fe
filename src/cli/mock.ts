import pico from 'picocolors';
import { createMock, type Mock, type MockOptions } from '../compose.js';
import { messageOf, UserError } from '../errors.js';
import type { Reload } from '../mock/loaded-apis.js';
import { formatLog, type LogFormat } from '../mock/log.js';
import { mostMaxBody } from '../mock/max-body.js';
import { text, type Command, type Flags } from './command.js';
import { readSize } from './units.js';
import { writeTogether } from './write-together.js';

/** `signoff mock`: serves until it is told to stop. */
export const mock: Command = {
  help: `signoff mock [api-or-file …]

Serves the documented answers of APIs in the box (fungame, feishu; both when none is named) or of any
OpenAPI or Swagger 2.0 file or http(s) address. Edits of files are served at once.

  -p, --port <number>   port, 0 for any free one (4010)
      --host <name>     address to listen on (127.0.0.1)
      --log <format>    text, json or none: one line a request on stderr (text)
      --any-token       take any well-formed token that nobody issued
      --stateless       remember nothing of what clients create, change and delete, for a file of yours
      --strict-description   refuse a file of which something is not as OpenAPI has it, and tell all of it
      --max-body <size>     largest request body, such as 500kb (10mb)
      --mount <name=/path>   answer the API below this path in place of the bare ones; may be repeated
      --world-idle <minutes>   drop worlds that nobody has used for so long (60)
      --control-origin <origin>   let pages of this origin use the control API; may be repeated
      --no-cors         do not let browsers of other origins call
      --no-watch        do not watch the descriptions

The control API is at /__signoff. On another address than loopback it is off, unless the environment variable
SIGNOFF_ADMIN_TOKEN is set; then it asks for that as a bearer token.
`,
  options: {
    port: { type: 'string', short: 'p' },
    host: { type: 'string' },
    log: { type: 'string' },
    'any-token': { type: 'boolean' },
    stateless: { type: 'boolean' },
    'strict-description': { type: 'boolean' },
    'max-body': { type: 'string' },
    mount: { type: 'string', multiple: true },
    'world-idle': { type: 'string' },
    'control-origin': { type: 'string', multiple: true },
    'no-cors': { type: 'boolean' },
    'no-watch': { type: 'boolean' },
  },
  async run(values, positionals) {
    const format = readLogFormat(values);
    const host = text(values, 'host');
    const maxBody = text(values, 'max-body');
    const log = writeTogether((lines) => process.stderr.write(lines));
    const running: Mock<string> = await createMock<string>({
      ...(positionals.length > 0 && { apis: positionals }),
      mounts: readMounts(values),
      ...(host !== undefined && { host }),
      port: readPort(values),
      ...readControl(values, process.env),
      ...(maxBody !== undefined && { maxBody: readSize('max-body', maxBody, mostMaxBody) }),
      cors: values['no-cors'] !== true,
      watch: values['no-watch'] !== true,
      onRequest: (line) => {
        log(formatLog[format](line));
      },
      onReload: (reload) => process.stderr.write(showReload(reload)),
      onBug: (error) => process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`),
    });
    const stopped = toldToStop(); // before anybody reads that it runs, and may tell it to stop
    process.stdout.write(await greet(running));
    await stopped;
    await running.close();
    return 0;
  },
};

function readControl(values: Flags, { SIGNOFF_ADMIN_TOKEN: adminToken }: NodeJS.ProcessEnv): MockOptions<string> {
  const origins = values['control-origin'];
  const minutes = text(values, 'world-idle') ?? '60';
  if (!/^\d+(?:\.\d+)?$/.test(minutes) || Number(minutes) === 0) {
    throw new UserError('ARGUMENT_INVALID', `--world-idle takes a number of minutes above 0, not "${minutes}".`);
  }
  return {
    anyToken: values['any-token'] === true,
    stateless: values['stateless'] === true,
    strictDescription: values['strict-description'] === true,
    idleTime: Number(minutes) * 60_000,
    ...(Array.isArray(origins) && { controlOrigins: origins.map(String) }),
    ...(adminToken !== undefined && adminToken !== '' && { adminToken }),
  };
}

function readMounts({ mount = [] }: Flags): Readonly<Record<string, string>> {
  const pairs = [mount].flat().map((value) => /^(.+)=(\/.*)$/s.exec(String(value)) ?? [String(value)]);
  const wrong = pairs.find(({ length }) => length === 1)?.[0];
  if (wrong === undefined) return Object.fromEntries(pairs.map(([, name = '', path = '']) => [name, path]));
  throw new UserError('ARGUMENT_INVALID', `--mount takes a name and a path, such as billing=/billing, not "${wrong}".`);
}

function readPort(values: Flags): number {
  const value = text(values, 'port') ?? '4010';
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65535) return port;
  throw new UserError('ARGUMENT_INVALID', `--port takes a number from 0 to 65535, not "${value}".`);
}

function readLogFormat(values: Flags): LogFormat {
  const value = text(values, 'log') ?? 'text';
  if (value === 'text' || value === 'json' || value === 'none') return value;
  throw new UserError('ARGUMENT_INVALID', `--log takes text, json or none, not "${value}".`);
}

async function greet(running: Mock<string>): Promise<string> {
  const samples = await running.samples();
  const notes = await running.notes();
  const title = `${pico.bold('signoff mock')} of ${running.apis.join(', ')} on ${pico.cyan(running.url)}`;
  const control = pico.dim(`Worlds, journal and planned answers: ${running.url}/__signoff · Stop with Ctrl+C.`);
  return [title, ...samples, ...(notes.length > 0 ? [notes.join('\n')] : []), control, ''].join('\n\n');
}

function showReload(reload: Reload): string {
  if (reload.kind === 'served') return `${pico.green('reloaded')} ${reload.name}\n`;
  return `${pico.red('not reloaded')}, the former description is still served: ${messageOf(reload.error)}\n`;
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
