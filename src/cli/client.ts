import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { generateClient, isGenerated, messageOf, UserError, type ClientFile } from '../index.js';
import { text, type Command } from './command.js';

/** `signoff client`: writes the files of a typed client. */
export const client: Command = {
  help: `signoff client <api-or-file> -o <dir>

Writes a typed client of an API in the box (fungame, feishu), or of any OpenAPI or Swagger 2.0
file or http(s) address. A method's result is one of
the documented answers, told apart by status and, where the description has one, by the error code: a member "code"
that every body of a status requires and that is a const or an enum. What "default" documents is the answer of every
status that is not documented itself, also of a success: where 200 and "default" are documented, tell by
status === 200, not by ok. The client imports signoff/client, which brings openapi-fetch along. Files that it wrote before are overwritten, others never.
It needs openapi-typescript: npm install --save-dev openapi-typescript.

Parameters and forms are written as the description says. Where it says nothing: of "deepObject", a list repeats its
name (p[tags]=a&p[tags]=b), and what lies deeper is in further brackets (p[a][b]=1). Browsers send cookies of their own.

  -o, --output <dir>   folder for types.ts, operations.ts, examples.ts and client.ts
`,
  options: { output: { type: 'string', short: 'o' } },
  async run(values, positionals) {
    const [api] = positionals;
    const folder = text(values, 'output') ?? '';
    if (api === undefined || positionals.length > 1 || folder === '') {
      throw new UserError(
        'ARGUMENT_INVALID',
        'signoff client takes one API and a folder: signoff client ./my-api.yaml -o src/my-api.',
      );
    }
    const files = (await generateClient(api)).map(({ name, text }) => ({ name: join(folder, name), text }));
    await refuseForeign(files);
    await write(folder, files);
    process.stdout.write(`${files.map(({ name }) => `wrote ${name}`).join('\n')}\n\n${usageOf(folder)}`);
    return 0;
  },
};

// Three lines of how the client is used.
function usageOf(folder: string): string {
  return `import { createClient } from '${['.', basename(folder), 'client.js'].join('/')}';
const client = createClient({ token: '…' });
// client.<operationId>({ path, query, body }) gives a documented answer: switch over its status or code.
`;
}

// Before anything is written, so that a refusal leaves the folder as it was.
async function refuseForeign(files: readonly ClientFile[]): Promise<void> {
  const contents = await Promise.all(files.map(({ name }) => readFile(name, 'utf8').catch(() => undefined)));
  const foreign = files.filter((_, index) => !isGenerated(contents[index] ?? '') && contents[index] !== undefined);
  if (foreign.length === 0) return;
  throw new UserError(
    'ARGUMENT_INVALID',
    `Not written by signoff client, so not overwritten: ${foreign.map(({ name }) => name).join(', ')}. ` +
      'Move them away, or choose another folder with --output.',
  );
}

async function write(folder: string, files: readonly ClientFile[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await Promise.all(files.map(({ name, text }) => writeFile(name, text)));
  } catch (error) {
    const message = `The client cannot be written to ${folder}: ${messageOf(error)}.`;
    throw new UserError('ARGUMENT_INVALID', message, { cause: error });
  }
}
