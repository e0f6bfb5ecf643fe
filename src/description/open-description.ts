import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { UserError } from '../errors.js';
import { fromOpenApi32, isOpenApi32 } from './from-openapi-3-2.js';
import { fromSwagger2, isSwagger2 } from './from-swagger2.js';
import { isObject, itemsOf, membersOf, type Members } from './json-value.js';
import { at, isAddress, show, type TextReader } from './location.js';
import type { Loss } from './loss.js';
import { locate } from './source-position.js';
import { tellFlaw } from './tell-flaw.js';

/** A description as OpenAPI 3.0 or 3.1, in one object; it is not validated yet. */
export interface OpenedDescription {
  readonly whole: Members;
  /** Whether it was written in another version, so that it is nowhere written as it stands here. */
  readonly isConverted: boolean;
  /** Whether it was validated, in its own version. @default false */
  readonly isValid?: boolean;
  /** Every file that it was read from, absolute; those at addresses are not among them. */
  readonly files: readonly string[];
  /** Where in the text stands what a JSON Pointer into the object leads to. */
  readonly sourceOf: (pointer: string) => string;
  /** What it says in its own version that is not served. */
  readonly losses: readonly Loss[];
}

/**
 * Reads a description with all that it refers to, from a file or an address. Swagger 2.0 and OpenAPI 3.2 are converted.
 * @throws UserError DESCRIPTION_INVALID for what is none of a known version; others as the parser throws them.
 */
export async function openDescription(location: string, texts: TextReader): Promise<OpenedDescription> {
  const parser = new $RefParser();
  const options = { resolve: resolversOf(location, texts), parse: parsers };
  const parsed: unknown = await parser.parse(location, options);
  await refuseUnknown(location, parsed, texts);
  if (isOpenApi32(parsed)) referWithin(parsed, parsed['$self']);
  const isWhole = !refersOutside(parsed);
  const whole: unknown = isWhole ? parsed : await parser.bundle(location, options);
  const files = (isWhole ? [location] : parser.$refs.paths()).filter((path) => !isAddress(path));
  const address = isAddress(location) ? new URL(location) : undefined;
  if (isSwagger2(whole)) {
    const { document, ...conversion } = await fromSwagger2(whole, address);
    return { whole: document, isConverted: true, files, ...conversion };
  }
  const settled = withServers(membersOf(whole), address);
  const here = { files, sourceOf: (pointer: string) => pointer };
  if (!isOpenApi32(settled)) return { ...here, whole: withVersion(settled), isConverted: false, losses: [] };
  await refuseInvalid32(location, settled, texts);
  const { document, losses } = fromOpenApi32(settled);
  return { ...here, whole: document, isConverted: true, isValid: true, losses };
}

// A description from elsewhere refers to no file of this machine; whatever is fetched goes one way.
function resolversOf(location: string, { read }: TextReader): object {
  const web = { order: 1, canRead: /^https?:/i, read: ({ url }: { readonly url: string }) => read(url) };
  return { http: false, web, ...(isAddress(location) && { file: false }) };
}

// Whatever a file or an address is called, it is YAML or JSON.
const parsers = { yaml: { canParse: true }, text: false, binary: false } as const;

function refersOutside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('$ref' in value && typeof value.$ref === 'string' && !value.$ref.startsWith('#')) return true;
  return Object.values(value).some(refersOutside);
}

const known = 'Swagger 2.0 and OpenAPI 3.0 to 3.2 are';

async function refuseUnknown(location: string, parsed: unknown, { read }: TextReader): Promise<void> {
  const { swagger, openapi, paths } = membersOf(parsed);
  const refuse = async (pointer: string, message: string): Promise<UserError> =>
    new UserError('DESCRIPTION_INVALID', `${at(location, locate(await read(location), pointer))}: ${message}`);
  const [key, version] = openapi === undefined ? ['swagger', swagger] : ['openapi', openapi];
  if (version === undefined) throw notOpenApi(location);
  if (typeof version !== 'string') {
    throw await refuse(`/${key}`, `${key} must be a string: put the version in quotes, ${key}: "${quoted(version)}".`);
  }
  if (key === 'swagger' ? version !== '2.0' : !/^3\.[012](?:\.|$)/.test(version)) {
    throw await refuse(`/${key}`, `${key === 'swagger' ? 'Swagger' : 'OpenAPI'} ${version} is not known; ${known}.`);
  }
  if (paths === undefined) throw await refuse(placeOfOthers(parsed), `it describes no operation${others(parsed)}.`);
}

/** What is well-formed, but no description. */
export function notOpenApi(location: string): UserError {
  const message = `${show(location)}: not an OpenAPI description: it has neither a member "openapi" nor "swagger".`;
  return new UserError('DESCRIPTION_INVALID', message);
}

// OpenAPI 3.2, `$self`: what refers to the document by its own address refers to itself. In place, for whoever bundles.
function referWithin(value: unknown, self: unknown): void {
  if (typeof self !== 'string' || typeof value !== 'object' || value === null) return;
  const reference = membersOf(value)['$ref'];
  if (typeof reference === 'string' && reference.startsWith(`${self}#`)) {
    Object.assign(value, { $ref: reference.slice(self.length) });
  }
  for (const member of Object.values(value)) referWithin(member, self);
}

async function refuseInvalid32(location: string, document: Members, { read }: TextReader): Promise<void> {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const { errors = [] } = await new Validator({ allErrors: true }).validate(document).catch(() => ({ errors: [] }));
  const flaw = tellFlaw(typeof errors === 'string' ? [] : errors); // a text is of references, which are followed later
  if (flaw === undefined) return;
  const place = at(location, locate(await read(location), flaw.pointer));
  throw new UserError('DESCRIPTION_INVALID', `${place}: ${flaw.pointer} ${flaw.message}`);
}

// YAML takes 3.0 for the number 3, and 3.1.0 for a text.
function quoted(version: unknown): string {
  const number = Number.isInteger(version) ? `${String(version)}.0` : String(version);
  return number.startsWith('3.') ? `${number}.0` : number;
}

function placeOfOthers(parsed: unknown): string {
  const place = ['webhooks', 'components', 'definitions'].find((name) => isObject(membersOf(parsed)[name]));
  return place === undefined ? '' : `/${place}`;
}

function others(parsed: unknown): string {
  const place = placeOfOthers(parsed).slice(1);
  const only = place === '' ? '' : `, only ${place}: nothing is asked of a server there`;
  return `${only}. Give the file that has "paths"`;
}

// The parts of a version that come after its second number change nothing that is read here.
function withVersion(document: Members): Members {
  const version = String(document['openapi']);
  return { ...document, openapi: version.startsWith('3.0') ? '3.0.3' : '3.1.0' };
}

// OpenAPI 3.1.1, Server Object: a relative address is relative to that of the document; none is `/`.
function withServers(document: Members, address: URL | undefined): Members {
  if (address === undefined) return document;
  const folder = new URL('.', address).href;
  const given = itemsOf(document['servers']).map((server) => ({
    ...membersOf(server),
    url: String(membersOf(server)['url']),
  }));
  const servers = (given.length > 0 ? given : [{ url: '/' }]).map((server) => {
    if (/^[a-z{][^/]*:|^\/\//i.test(server.url)) return server;
    return { ...server, url: server.url.startsWith('/') ? address.origin + server.url : folder + server.url };
  });
  return { ...document, servers };
}
