/** A pair behind the mark of a path template: `?acl`, `#Action=Send`, `?lat={lat}`. */
export interface TemplatePair {
  readonly name: string;
  /** The text it has to have. @default any */
  readonly text?: string;
  /** The parameter whose value stands there. @default none */
  readonly parameter?: string;
  /** Whether it stands behind a `?`: a fragment is never sent (RFC 3986 section 3.5), and may be a mere label. */
  readonly isQuery: boolean;
}

/** A part of a path between two slashes: text, one parameter, or both, such as `{name}.json`. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'mixed'; readonly source: string; readonly names: readonly string[] };

/** A path of a description, taken apart. */
export interface PathTemplate {
  /** What requests have as their path: all before the first `#` or `?`, the slash at its end left away. */
  readonly path: string;
  /** The same with the slash at its end, and with `#` as it is sent. */
  readonly whole: string;
  readonly endsInSlash: boolean;
  readonly segments: readonly Segment[];
  /** How many of its letters are no parameters. */
  readonly literalLength: number;
  readonly pairs: readonly TemplatePair[];
}

/** Takes a path template apart. Repeated slashes at its begin and one at its end do not belong to its path. */
export function readPathTemplate(template: string): PathTemplate {
  const mark = findMark(template);
  const whole = template.slice(0, mark).replaceAll('#', '%23'); // as it is sent
  const path = trimSlashes(whole);
  const segments = path.split('/').slice(1).map(toSegment);
  return {
    path,
    whole,
    endsInSlash: whole.length > 1 && whole.endsWith('/'),
    segments,
    literalLength: path.replace(/\{[^}]+\}/g, '').length,
    pairs: readPairs(template.slice(mark)),
  };
}

/** What two templates share that OpenAPI calls identical: the names of their parameters do not count. */
export function shapeOf(template: string): string {
  return template.slice(0, findMark(template)).replace(/\{[^}]+\}/g, '{}');
}

/** Feishu's own SDK sends `//open-apis/…` when its domain ends in a slash. */
export function trimSlashes(path: string): string {
  const trimmed = path.startsWith('//') ? path.replace(/^\/+/, '/') : path;
  return trimmed.length > 1 && trimmed.endsWith('/') ? trimmed.slice(0, -1) : trimmed;
}

// The name of a parameter may hold any letter. Where a path goes on behind a `#`, that is a letter of the path.
function findMark(template: string): number {
  const bare = template.replace(/\{[^}]+\}/g, (parameter) => '_'.repeat(parameter.length));
  const mark = bare.search(/[?#]/);
  return mark === -1 || (bare.charAt(mark) === '#' && bare.includes('/', mark)) ? template.length : mark;
}

function toSegment(text: string): Segment {
  const parts = text.split(/\{([^}]+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const [name] = names;
  if (name === undefined) return { kind: 'literal', text };
  if (parts.length === 3 && parts.join('') === name) return { kind: 'parameter', name };
  const source = parts.map((part, index) => (index % 2 === 0 ? escape(part) : '(.+)')).join('');
  return { kind: 'mixed', source, names };
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function readPairs(marked: string): readonly TemplatePair[] {
  const parts = [...marked.matchAll(/([?#&])([^?#&]+)/g)];
  let isQuery = false;
  return parts.map(([, mark, text = '']) => {
    if (mark !== '&') isQuery = mark === '?';
    return { ...readPair(text), isQuery };
  });
}

function readPair(text: string): Omit<TemplatePair, 'isQuery'> {
  const end = text.indexOf('=');
  if (end === -1) return { name: decode(text) };
  const [name, value] = [decode(text.slice(0, end)), text.slice(end + 1)];
  const parameter = /^\{([^}]+)\}$/.exec(value)?.[1];
  return parameter === undefined ? { name, text: decode(value) } : { name, parameter };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
