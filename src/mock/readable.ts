import { readMultipart, type Part } from '../bodies/read-multipart.js';
import { essence, mediaTypeParameter } from '../description/media-type.js';
import { parseJson, writeJson } from '../json.js';
import type { Mask } from './create-mask.js';
import { isSecretName, mayNameSecrets } from './secret-names.js';

/** What was read for the journal. It is shown when everything was read, for each part may name secrets of the others. */
export interface Readable {
  /** The text without its secrets; `undefined` when nobody can tell what in it is one. */
  show(): string | undefined;
}

/** Reads JSON and forms by the names of their members; any other text is kept unless a secret may stand in it. */
export function readBody(text: string, mediaType: string, mask: Mask): Readable {
  if (essence(mediaType) === 'application/x-www-form-urlencoded') {
    return readParameters(new URLSearchParams(text), new Set(), mask);
  }
  if (essence(mediaType) === 'multipart/form-data') {
    const parts = readMultipart(new TextEncoder().encode(text), mediaType);
    if (!('flaw' in parts)) return readParts(parts, mediaType, mask);
  }
  const json = parseJson(text);
  if (json !== undefined && mask.learnNamed(json)) return { show: () => writeJson(mask.hideIn(json)) };
  const isPlain = !mayNameSecrets(text) && !/[\0\ufffd]/.test(text);
  return { show: () => (isPlain ? mask.hide(text) : undefined) };
}

// The same parts, as they could have been sent; of what is no text only that it is there.
function readParts(parts: readonly Part[], mediaType: string, mask: Mask): Readable {
  const boundary = mediaTypeParameter(mediaType, 'boundary') ?? '';
  const read = parts.map((part) => ({ part, content: readPart(part, mask) }));
  return {
    show() {
      const shown = read.map(({ part: { name, filename, contentType }, content }) => {
        const file = filename === undefined ? '' : `; filename="${mask.hide(filename)}"`;
        const disposition = `Content-Disposition: form-data; name="${mask.hide(name)}"${file}`;
        const head =
          contentType === undefined ? [disposition] : [disposition, `Content-Type: ${mask.hide(contentType)}`];
        return [`--${boundary}`, ...head, '', content.show() ?? '(not shown)'].join('\r\n');
      });
      return `${[...shown, `--${boundary}--`].join('\r\n')}\r\n`;
    },
  };
}

function readPart({ name, contentType = 'text/plain', bytes }: Part, mask: Mask): Readable {
  const text = new TextDecoder().decode(bytes);
  if (!isSecretName(name)) return readBody(text, contentType, mask);
  mask.learn(text);
  return { show: () => mask.fingerprint(text) };
}

/** Reads a query or a form. @param names further names of secrets. */
export function readParameters(parameters: URLSearchParams, names: ReadonlySet<string>, mask: Mask): Readable {
  const isSecret = (name: string): boolean => names.has(name) || isSecretName(name);
  for (const [name, value] of parameters) if (isSecret(name)) mask.learn(value);
  return {
    show() {
      const shown = [...parameters].map(([name, value]): [string, string] => [
        mask.hide(name),
        isSecret(name) && value !== '' ? mask.fingerprint(value) : mask.hide(value),
      ]);
      return new URLSearchParams(shown).toString().replaceAll('masked%3A', 'masked:');
    },
  };
}

/** Reads a header that is secret or not. What says how to read a secret stays: a scheme, the names of cookies. */
export function readHeader(name: string, value: string, isSecret: boolean, mask: Mask): Readable {
  if (!isSecret) return { show: () => mask.hide(value) };
  const pattern = /cookie/i.test(name) ? cookie : credential;
  for (const [, , secret = ''] of value.matchAll(pattern)) {
    for (const part of [secret, ...secret.split(/[\s,;]+/), ...passwordIn(value)]) mask.learn(part);
  }
  return {
    show: () =>
      value.replace(pattern, (_, before: string, secret: string) => before + (secret && mask.fingerprint(secret))),
  };
}

// RFC 7617 section 2
function passwordIn(value: string): readonly string[] {
  const [, encoded = ''] = /^\s*basic +(\S+)/i.exec(value) ?? [];
  const [, password] = /:(.+)/s.exec(decodeBase64(encoded)) ?? [];
  return password === undefined ? [] : [password];
}

// Also what is not quite base64: a secret is hidden in any case.
function decodeBase64(encoded: string): string {
  const [letters = ''] = encoded.replaceAll('-', '+').replaceAll('_', '/').split('=', 1);
  const clean = letters.replace(/[^A-Za-z0-9+/]/g, '');
  const whole = clean.length % 4 === 1 ? clean.slice(0, -1) : clean; // six bits alone are no byte
  const bytes = Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

// RFC 6265 section 4.2: a name and a value; browsers send a value alone where there is no name.
const cookie = /(\s*(?:[\w!#$%&'*+.^`|~-]+=)?"?)([^;"]*)/g;

// RFC 9110 section 11.4: a scheme, then what it takes; or the secret alone.
const credential = /^(\s*(?:[\w-]+ +)?)(\S.*?)\s*$/gs;

/** Reads a path, in which a secret may be percent-encoded, or spread over segments. */
export function readPath(path: string, mask: Mask): Readable {
  return {
    show: () =>
      mask
        .hide(path)
        .split('/')
        .map((segment) => showSegment(segment, mask))
        .join('/'),
  };
}

function showSegment(segment: string, mask: Mask): string {
  const plain = decode(segment);
  const hidden = mask.hide(plain);
  return hidden === plain ? mask.hide(segment) : hidden;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
