import { suffix, textsOfFormat, type Lengths, type Texts } from './texts-of-format.js';

/** Texts that a member of this name most likely has, the likeliest first; nothing where its name says nothing. */
export function textsOfName(name: string, number: number, lengths: Lengths): readonly string[] {
  const words = snakeCase(name);
  const [, texts] = textsByName.find(([pattern]) => pattern.test(words)) ?? [];
  return texts?.(number, lengths) ?? [];
}

/** Numbers that a member of this name most likely has. */
export function numbersOfName(name: string, number: number): readonly number[] {
  const words = snakeCase(name);
  const [, numbers = []] = numbersByName.find(([pattern]) => pattern.test(words)) ?? [];
  return numbers.map((one) => one + number);
}

// `createdAt`, `created-at` and `CREATED_AT` are `created_at`.
function snakeCase(name: string): string {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2');
  return spaced.replaceAll(/[^\p{L}\p{N}]+/gu, '_').toLowerCase();
}

const numbered =
  (...texts: readonly string[]): Texts =>
  (number) =>
    texts.map((text) => text + suffix(number));
const ofFormat =
  (...formats: readonly string[]): Texts =>
  (number, lengths) =>
    formats.flatMap((format) => textsOfFormat(format)?.(number, lengths) ?? []);

const turns =
  (...texts: readonly string[]): Texts =>
  (number) => [...texts.slice(number % texts.length), ...texts.slice(0, number % texts.length)];

// The last words of a name say what it is.
function ending(words: string): RegExp {
  return new RegExp(`(?:^|_)(?:${words})$`);
}

const textsByName: readonly (readonly [RegExp, Texts])[] = [
  [ending('e?mail(?:_address)?'), ofFormat('email')],
  [ending('uuid|guid'), ofFormat('uuid')],
  [ending('(?:image|photo|avatar|picture|icon|logo|thumbnail)(?:_ur[il])?'), numbered('https://example.com/image.png')],
  [ending('ur[il]|href|link|web_?site|home_?page|webhook|callback'), ofFormat('uri')],
  [
    ending('(?:at|date_?time|timestamp|time|created|updated|modified|(?:created|updated)_on)'),
    ofFormat('date-time', 'time'),
  ],
  [ending('date|day|birth_?day|dob|date_of_birth'), ofFormat('date', 'date-time')],
  [ending('duration|ttl'), ofFormat('duration')],
  [ending('(?:first|given)_?name'), turns('Ada', 'Grace', 'Alan')],
  [ending('(?:last|family|sur)_?name'), turns('Lovelace', 'Hopper', 'Turing')],
  [ending('user_?name|login|nick_?name|nick|handle'), numbered('ada')],
  [ending('full_?name|author'), turns('Ada Lovelace', 'Grace Hopper', 'Alan Turing')],
  [ending('(?:company|organi[sz]ation)(?:_?name)?'), numbered('Example Ltd')],
  [ending('file_?name'), (number) => [`example${suffix(number)}.txt`]],
  [ending('(?:host|domain)_?name'), ofFormat('hostname')],
  [ending('name|label|tag|category|slug'), numbered('example')],
  [ending('title|subject|headline'), numbered('An example')],
  [ending('description|summary|text|message|comment|notes?|body|content|bio|details|reason'), numbered('An example.')],
  [
    ending('(?:phone|mobile|fax|telephone)(?:_?number)?'),
    (number) => [`+155555501${String(number % 100).padStart(2, '0')}`],
  ],
  [ending('city|town'), turns('Berlin', 'Paris', 'Nairobi')],
  [ending('country(?:_?code)?'), turns('DE', 'DEU', 'Germany')],
  [ending('street|address(?:_?line)?(?:_?[12])?|line_?1'), (number) => [`${String(number + 1)} Example Street`]],
  [ending('zip|zip_?code|post_?code|postal_?code'), turns('10115', '75001')],
  [ending('currency(?:_?code)?'), turns('EUR', 'USD', 'KES')],
  [ending('lang(?:uage)?(?:_?code)?'), turns('en', 'eng', 'de')],
  [ending('locale'), turns('en-US', 'en_US', 'en')],
  [ending('time_?zone|tz'), turns('Europe/Berlin', 'UTC')],
  [ending('ip(?:v4)?(?:_?address)?'), ofFormat('ipv4')],
  [ending('host|domain'), ofFormat('hostname')],
  [ending('colou?r'), turns('#336699', 'blue')],
  [ending('version'), (number) => [`1.0.${String(number)}`, String(number + 1)]],
  [ending('(?:mime|content|media)_?type'), turns('text/plain', 'application/json')],
  [ending('path'), numbered('/example')],
  [
    ending('price|amount|total|cost|balance|fee|tax|rate'),
    (number) => [`${String(number + 9)}.99`, String(number + 10)],
  ],
  [ending('password|secret'), numbered('secret')],
  [ending('token|api_?key'), numbered('token')],
  [ending('iban'), turns('DE89370400440532013000')],
  [ending('isbn'), turns('9780306406157', '0306406152')],
  [ending('id|count|quantity|number|num|size|limit|offset|page|index|position'), (number) => [String(number + 1)]],
  [ending('code|sku'), (number) => [`A${String(number + 1)}`]],
];

const numbersByName: readonly (readonly [RegExp, readonly number[]])[] = [
  [ending('at|timestamp|time|created|updated|modified'), [1735732800]],
  [ending('year'), [2025]],
  [ending('age'), [36]],
  [ending('port'), [8080]],
  [ending('price|amount|cost|balance|fee|tax'), [9.99, 10]],
  [ending('lat(?:itude)?'), [52.52]],
  [ending('lng|lon(?:gitude)?'), [13.405]],
  [ending('percent(?:age)?'), [50]],
  [ending('width'), [640]],
  [ending('height'), [480]],
  [ending('size|length|limit'), [10]],
];
