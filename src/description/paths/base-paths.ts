import type { ServerObject } from '../document.js';

/**
 * The paths of servers, to which the paths of operations are appended (OpenAPI 3.1 section 4.8.8.1): without a slash at
 * the end, each once, the first server's first. A variable has each of its documented values; where any other is
 * allowed as well, its name stays in braces. Relative URLs begin at the root, as nothing says where the description is.
 */
export function basePathsOf(servers: readonly ServerObject[]): readonly string[] {
  const paths = servers.flatMap(expand).map(pathOf);
  return [...new Set(paths)].filter((path) => path !== '');
}

// Values that all servers of a description may have together.
const most = 100;

function expand({ url, variables = {} }: ServerObject): readonly string[] {
  let urls = [withoutHost(url)];
  for (const [, name = ''] of url.matchAll(/\{([^}]+)\}/g)) {
    const values = valuesOf(name, Object.hasOwn(variables, name) ? variables[name] : undefined);
    urls = urls.flatMap((one) => (one.includes(`{${name}}`) ? values.map((value) => put(one, name, value)) : [one]));
    urls = urls.slice(0, most);
  }
  return urls;
}

function put(url: string, name: string, value: string): string {
  return url.replaceAll(`{${name}}`, () => value.replaceAll('{', '%7B'));
}

type Variable = NonNullable<ServerObject['variables']>[string];

// `\0name\0` is a value that nobody knows, until all others are put in. A whole address is no part of a path.
function valuesOf(name: string, variable: Variable | undefined): readonly string[] {
  const { default: usual, enum: listed = [] } = variable ?? {};
  const values = [...new Set([...(usual === undefined ? [] : [usual]), ...listed])].map(String); // `version: 2` in YAML
  const isClosed = listed.length > 0 || values.some((value) => value.includes('//'));
  return isClosed ? values : [...values, `\0${name}\0`];
}

// Scheme and host may be variables too. What begins with a dot is known to have none.
function withoutHost(url: string): string {
  return url.replace(/^(?:(?:[^/]*:)?\/\/[^/?#]*|(?=\/))/, './');
}

function pathOf(expanded: string): string {
  const [path = ''] = withoutHost(expanded).split(/[?#]/);
  const isHost = /^[^/]*[.:]/.test(path) && !path.startsWith('.'); // a scheme was forgotten
  const segments = (isHost ? path.slice(path.search(/\/|$/)) : path).split('/');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return kept
    .map((segment) => `/${segment}`)
    .join('')
    .replace(/\0([^\0]*)\0/g, '{$1}');
}
