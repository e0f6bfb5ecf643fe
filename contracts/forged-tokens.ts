import { createHmac, randomBytes } from 'node:crypto';
import type { Tell } from '../src/check/send.js';

/** A token that nobody issued, with what is wrong with it. */
export interface ForgedToken {
  readonly flaw: string;
  readonly token: string;
}

/** A well-formed JWT (RFC 7519) signed with a key that nobody has. */
export function madeUpJwt(): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'nobody', jti: 'none', exp: 4102444800 })}`;
  return `${content}.${createHmac('sha256', randomBytes(32)).update(content).digest('base64url')}`;
}

/** Tokens that look like a good one and are not. */
export function forgeriesOf(token: string): readonly ForgedToken[] {
  const forgeries = [
    { flaw: 'one letter changed', token: changeLetter(token) },
    { flaw: 'more letters behind it', token: `${token}abcd` },
    { flaw: 'its end cut off', token: token.slice(0, -4) },
    ...(swapCase(token) === token ? [] : [{ flaw: 'its letters in the other case', token: swapCase(token) }]),
  ];
  const [header, payload, signature] = token.split('.');
  if (header === undefined || payload === undefined || !signature) return forgeries;
  return [
    ...forgeries,
    { flaw: 'no signature', token: `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.` },
    { flaw: 'its signature cut off', token: `${header}.${payload}.` },
  ];
}

/** Values of Authorization that carry a token in another form than behind the word Bearer and a blank. */
export function misspeltCredentials(token: string): readonly { readonly form: string; readonly value: string }[] {
  const forms = ['<token>', 'Basic <token>', 'Token <token>', 'Bearer<token>', 'Bearer: <token>'];
  const inBase64 = Buffer.from(token).toString('base64');
  return [
    ...forms.map((form) => ({ form: `"Authorization: ${form}"`, value: form.replace('<token>', token) })),
    { form: '"Authorization: Basic <token in base64>"', value: `Basic ${inBase64}` },
  ];
}

/** Puts a token where other APIs have it: into the query, a cookie and a header of another name. */
export function misplaceToken(spec: ReturnType<Tell>, token: string): ReturnType<Tell> {
  const cookies = { Cookie: `access_token=${token}; token=${token}` };
  return spec.withQueryParams({ access_token: token, token }).withHeaders({ ...cookies, 'X-Access-Token': token });
}

function swapCase(text: string): string {
  const swap = (letter: string): string =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return Array.from(text, swap).join('');
}

// Three quarters in: within the signature of a JWT, and away from its last letter, whose low bits mean nothing.
function changeLetter(token: string): string {
  const last = token.lastIndexOf('.') + 1;
  const start = last > 0 && last < token.length - 8 ? last : 0;
  const place = start + Math.floor((token.length - start) / 2);
  return `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`;
}

/** The subject of a token that happens to be a JWT. */
export function subjectOf(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const subject = typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
    return typeof subject === 'string' ? subject : undefined;
  } catch {
    return undefined;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
