import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LineCounter, parseDocument } from 'yaml';
import { locate } from '../description/source-position.js';
import { UserError, messageOf, systemCodeOf } from '../errors.js';
import type { Fixtures } from './fixtures.js';
import type { Acceptance } from './outcome.js';

/** One API's entry in a target file. */
export interface Target extends Fixtures {
  /** Address of the server. */
  readonly url?: string;
  readonly accept?: readonly Acceptance[];
}

export type Targets = Readonly<Record<string, Target>>;

/**
 * Reads a target file, YAML or JSON. `${NAME}` in a text is read from the environment.
 * @throws UserError TARGET_NOT_FOUND or TARGET_INVALID, naming every mistake with its line.
 */
export async function readTargets(file: string, environment: NodeJS.ProcessEnv): Promise<Targets> {
  const text = await readText(file);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw invalid([`${file}:${String(lineCounter.linePos(error.pos[0]).line)}: ${error.message}`]);
  }
  const absent = new Set<string>();
  const content = fillIn(document.toJS(), environment, absent);
  if (absent.size > 0) throw invalid([...absent].map((name) => `${file}: the environment has no ${name}.`));
  if (isTargets(content)) return content;
  // What an alternative lacks is no mistake of its own.
  const mistakes = (isTargets.errors ?? []).filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'));
  throw invalid(mistakes.map((mistake) => explain(file, text, mistake)));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const what = systemCodeOf(error) === 'ENOENT' ? 'does not exist' : `cannot be read: ${messageOf(error)}`;
    throw new UserError('TARGET_NOT_FOUND', `The target file ${file} ${what}.`, { cause: error });
  }
}

function fillIn(value: unknown, environment: NodeJS.ProcessEnv, absent: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => fillIn(item, environment, absent));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fillIn(member, environment, absent)]));
  }
  if (typeof value !== 'string') return value;
  return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const found = environment[name];
    if (found === undefined) absent.add(name);
    return found ?? '';
  });
}

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const common = {
  url: { type: 'string', format: 'address' },
  accept: {
    type: 'array',
    items: {
      type: 'object',
      properties: { statement: text, operation: text, rule: text, came: text, reason: text },
      required: ['reason'],
      anyOf: ['statement', 'operation', 'rule', 'came'].map((name) => ({ required: [name] })),
      additionalProperties: false,
    },
  },
} as const;
const byName = { type: 'object', additionalProperties: text } as const;
const values = { type: 'object' } as const;
const user = { open_id: text, union_id: text, user_id: text, idp_credential_id: text } as const;

const fungame = {
  tokens: texts,
  tokenCommand: text,
  sessionlessTokens: texts,
  sessionlessTokenCommand: text,
  expiredTokens: texts,
} as const;

const feishu = {
  tenantAccessToken: text,
  users: { type: 'array', items: { type: 'object', additionalProperties: false, minProperties: 1, properties: user } },
  sids: texts,
  sidCommand: text,
} as const;

const generic = {
  credentials: byName,
  expiredCredentials: byName,
  revokedCredentials: byName,
  acceptsAnyCredential: { type: 'boolean' },
  operations: {
    type: 'object',
    additionalProperties: {
      type: 'object',
      additionalProperties: false,
      properties: { path: values, query: values, header: values, cookie: values, body: {} },
    },
  },
} as const;

const schema = {
  type: 'object',
  additionalProperties: false,
  // A description that is not in the box goes by the name of its file; it may be a copy of one that is.
  patternProperties: { '[.]': entry({ ...generic, ...fungame, ...feishu }) },
  properties: { fungame: entry(fungame), feishu: entry(feishu) },
} as const;

function entry(properties: object): object {
  return { type: 'object', additionalProperties: false, properties: { ...common, ...properties } };
}

/** Whether a text is an http or https address without a query. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s?#]+$/.test(text) && URL.canParse(text);
}

const isTargets = new Ajv2020({ allErrors: true, formats: { address: isAddress } }).compile<Targets>(schema);

type Mistake = NonNullable<(typeof isTargets)['errors']>[number];

function explain(file: string, text: string, { instancePath, keyword, params, message = '' }: Mistake): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  const key = (params as { additionalProperty?: string }).additionalProperty;
  const { line } = locate(text, key === undefined ? instancePath : `${instancePath}/${key}`);
  const sentences: Readonly<Record<string, string>> = {
    additionalProperties: `has the unknown key "${key ?? ''}"`,
    format: 'takes an http or https address without a query',
    anyOf: 'names no statement, no operation, no rule and nothing that came',
  };
  const what = sentences[keyword] ?? message;
  return `${file}:${String(line)}: ${place} ${what}.`;
}

function invalid(mistakes: readonly string[]): UserError {
  return new UserError('TARGET_INVALID', mistakes.join('\n'));
}
