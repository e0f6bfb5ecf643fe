import type { Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { toRegExp } from '../description/pattern.js';

const standard = [
  ...(['date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference'] as const),
  ...(['uri-template', 'url', 'json-pointer', 'relative-json-pointer'] as const),
];

const [date, time] = [fullFormats.date, fullFormats.time].map(toTest);

/**
 * The formats that values are held to; any other says nothing. `docs/any-description.md` lists them. Those of
 * ajv-formats are kept where they are as strict as the RFC.
 */
export const formats: Readonly<Record<string, Format>> = {
  ...Object.fromEntries(standard.map((name) => [name, fullFormats[name]])),
  // RFC 3339 section 5.6: ajv-formats takes a blank for the `T`.
  'date-time': (text: string) => {
    const [day = '', clock = '', ...more] = text.split(/t/i);
    return more.length === 0 && date?.(day) === true && time?.(clock) === true;
  },
  // RFC 9562 section 4; `urn:uuid:` makes a URN of it.
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  regex: (text: string) => toRegExp(text) !== undefined,
  // RFC 4648 section 4, which is what OpenAPI 3.0 refers to; ajv-formats looks for one good line.
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  int32: wholeUpTo(2 ** 31),
  int64: wholeUpTo(2 ** 63),
};

// The greatest 64-bit integer is no double; the nearest one is 2 ** 63.
function wholeUpTo(bound: number): Format {
  const greatest = Number.isSafeInteger(bound) ? bound - 1 : bound;
  return { type: 'number', validate: (value) => Number.isInteger(value) && value >= -bound && value <= greatest };
}

function toTest(format: Format): ((text: string) => boolean) | undefined {
  const isDefined = typeof format === 'object' && 'validate' in format;
  const { validate } = isDefined ? format : { validate: undefined };
  // Those of dates and times are functions of a text.
  return typeof validate === 'function' ? (validate as (text: string) => boolean) : undefined;
}
