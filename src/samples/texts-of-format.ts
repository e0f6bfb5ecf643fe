/** How long a text may be, in code points. */
export interface Lengths {
  readonly minLength: number;
  readonly maxLength: number;
}

/** The texts of a kind, likely ones first: the one of this number, counted from 0, where there are many. */
export type Texts = (number: number, lengths: Lengths) => readonly string[];

const days = 28;

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Nothing for the first one, `2` for the second. */
export function suffix(number: number): string {
  return number === 0 ? '' : String(number + 1);
}

/** What makes a text of this length at least, if nothing is cut off it. */
function filling(text: string, { minLength }: Lengths): string {
  return 'x'.repeat(Math.max(0, minLength - text.length));
}

const always =
  (...texts: readonly string[]): Texts =>
  () =>
    texts;
const date: Texts = (number) => [`2025-01-${two(1 + (number % days))}`];
const localTime: Texts = (number) => [`12:00:${two(number % 60)}`];
const time: Texts = (number) => [`12:00:${two(number % 60)}Z`];
const dateTime: Texts = (number) => [`2025-01-${two(1 + (number % days))}T12:00:00Z`];
const localDateTime: Texts = (number) => [`2025-01-${two(1 + (number % days))}T12:00:00`];
const ipv4: Texts = (number) => [`192.0.2.${String(1 + (number % 254))}`];
const whole: Texts = (number) => [String(number + 1)];
const fraction: Texts = (number) => [`${String(number + 1)}.5`];

const email: Texts = (number, lengths) => {
  const end = `${suffix(number)}@example.com`;
  return [`user${filling(`user${end}`, lengths)}${end}`, `u${suffix(number)}@a.io`, `${letter(number)}@b.c`];
};

const host: Texts = (number, lengths) => {
  const text = `example${suffix(number)}.com`;
  const filled = filling(text, lengths).replaceAll(/.{60}/g, (label) => `${label}.`);
  return [`${filled}${text}`, `a${suffix(number)}.io`, letter(number)];
};

const uri: Texts = (number, lengths) => {
  const text = `https://example.com/${suffix(number)}`;
  return [text + filling(text, lengths), `http://a.io/${suffix(number)}`, `a:${letter(number)}`];
};

const uuid: Texts = (number) => [`123e4567-e89b-42d3-a456-${(0x426614174000 + number).toString(16)}`];

// Three bytes are four letters; the third text is the shortest.
const base64: Texts = (number, { minLength }) => {
  const text = `example${suffix(number)}`;
  const padded = text.padEnd(Math.ceil(minLength / 4) * 3, ' ');
  return [btoa(text), btoa(padded), btoa(letter(number) + letter(number) + letter(number))];
};

function letter(number: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (number % 26));
}

/**
 * Texts by format: those of JSON Schema (2020-12 validation, section 7.3), of OpenAPI's format registry, and some that
 * many write.
 */
const textsByFormat: ReadonlyMap<string, Texts> = new Map(
  Object.entries<Texts>({
    date,
    time,
    'date-time': dateTime,
    duration: (number) => [`P${String(number + 1)}D`],
    email,
    'idn-email': email,
    hostname: host,
    'idn-hostname': host,
    ipv4,
    ipv6: (number) => [`2001:db8::${(number + 1).toString(16)}`, `::${(number + 1).toString(16)}`],
    uri,
    'uri-reference': (number) => [`/example${suffix(number)}`, letter(number)],
    iri: uri,
    'iri-reference': (number) => [`/example${suffix(number)}`, letter(number)],
    uuid,
    'uri-template': (number) => [`/example${suffix(number)}/{id}`, letter(number)],
    'json-pointer': (number) => [`/example${suffix(number)}`, `/${letter(number)}`, ''],
    'relative-json-pointer': (number) => [`0/example${suffix(number)}`, String(number)],
    regex: (number) => [`^example${suffix(number)}$`, letter(number)],

    base64url: (number) => [
      btoa(`example${suffix(number)}`)
        .replaceAll('=', '')
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
    ],
    byte: base64,
    char: (number) => [letter(number)],
    commonmark: always('An *example*.'),
    'date-time-local': localDateTime,
    decimal: fraction,
    decimal128: fraction,
    double: fraction,
    'double-int': whole,
    float: fraction,
    html: always('<p>Example</p>'),
    'http-date': (number) => [`Wed, 01 Jan 2025 12:00:${two(number % 60)} GMT`],
    ...Object.fromEntries(
      ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'].map((n) => [n, whole]),
    ),
    'media-range': always('text/plain', '*/*'),
    password: (number) => [`secret${suffix(number)}`],
    'sf-binary': always(':ZXhhbXBsZQ==:'),
    'sf-boolean': always('?1'),
    'sf-decimal': fraction,
    'sf-integer': whole,
    'sf-string': always('"example"'),
    'sf-token': always('example'),
    'time-local': localTime,
    unixtime: always('1735732800'),

    base64,
    datetime: dateTime,
    'google-datetime': dateTime,
    'google-duration': always('1s'),
    'google-fieldmask': always('name'),
    guid: uuid,
    ip: ipv4,
    'iso-date-time': dateTime,
    'iso-time': time,
    'json-pointer-uri-fragment': (number) => [`#/example${suffix(number)}`],
    phone: always('+15555550100'),
    timestamp: dateTime,
    url: (number, lengths) => uri(number, lengths).slice(0, 2),
  }),
);

/** Texts of a format; nothing for one that nobody knows. */
export function textsOfFormat(format: string): Texts | undefined {
  return textsByFormat.get(format);
}

/** Texts of many a format, for a pattern that means one of them without a word. */
export const textsInAnyFormat: Texts = (number, lengths) =>
  [dateTime, date, localDateTime, time, localTime, uuid, email, uri, ipv4, fraction]
    .flatMap((texts) => texts(number, lengths).slice(0, 1))
    .concat('2025-01-01T12:00:00.000Z', '2025-01-01 12:00:00', '12:00', '1.0.0', '#336699', '+15555550100');
