import { Buffer } from 'node:buffer';
import http from 'node:http';
import { URLSearchParams } from 'node:url';
import { escape, resolve } from './read-operations.mjs';

/** A request that the description allows, as far as a validator that is not ours can tell; else nothing. */
export async function makeRequest(
  document,
  { method, path, operation, pointer, parameters },
  { sample, isValid, credentials },
) {
  const values = [];
  for (const { parameter, place } of parameters) {
    if (parameter.required !== true && parameter.in !== 'path') continue;
    if (/^(?:accept|content-type|authorization)$/i.test(parameter.name) && parameter.in === 'header') continue;
    const value = await valueOf(document, parameter, place, { sample, isValid });
    if (value === undefined) return undefined;
    values.push({ parameter, place, value });
  }
  const body = await bodyOf(document, operation, pointer, { sample, isValid });
  if (body === null || /[#?]/.test(path)) return undefined;
  return authorize(document, operation, { method, path, values, body }, credentials);
}

async function valueOf(document, parameter, place, { sample, isValid }) {
  if (parameter.schema === undefined) return undefined;
  const [schema] = resolve(document, parameter.schema, '');
  const [named] = Object.values(parameter.examples ?? {});
  const value = parameter.example ?? named?.value ?? sampleOf(sample, schema, document);
  if (
    Array.isArray(value)
      ? value.some((each) => typeof each === 'object') || value.length === 0
      : typeof value === 'object'
  ) {
    return undefined;
  }
  if (value === undefined || value === '' || /[/.]/.test(String(value))) return undefined;
  return (await isValid(`${place}/schema`, value)) === true ? value : undefined;
}

function sampleOf(sample, schema, document) {
  try {
    return sample(schema, { skipReadOnly: true, quiet: true }, document);
  } catch {
    return undefined;
  }
}

// Null where none can be made, undefined where none is described.
async function bodyOf(document, operation, pointer, { sample, isValid }) {
  if (operation.requestBody === undefined) return undefined;
  const [{ content = {}, required = false }, place] = resolve(
    document,
    operation.requestBody,
    `${pointer}/requestBody`,
  );
  const type =
    Object.keys(content).find((each) => /^application\/json\b/.test(each)) ??
    Object.keys(content).find((each) => each === 'application/x-www-form-urlencoded');
  if (type === undefined) return required ? null : undefined;
  const { schema, example, examples } = content[type];
  if (schema === undefined) return null;
  const [named] = Object.values(examples ?? {});
  const value = example ?? named?.value ?? sampleOf(sample, schema, document);
  const at = `${place}/content/${escape(type)}/schema`;
  if (value === undefined || (await isValid(at, value)) !== true) return null;
  if (!type.includes('json') && Object.values(value).some((each) => typeof each === 'object')) return null;
  return { type, value, place: at, required, schema };
}

function authorize(document, operation, request, credentials) {
  const [requirement = {}] = operation.security ?? document.security ?? [];
  const headers = {};
  const query = [];
  for (const name of Object.keys(requirement)) {
    const [scheme] = resolve(document, document.components?.securitySchemes?.[name], '');
    const token = credentials[name] ?? 'any-token';
    if (scheme.type === 'apiKey' && scheme.in === 'header') headers[scheme.name] = token;
    else if (scheme.type === 'apiKey' && scheme.in === 'query') query.push([scheme.name, token]);
    else if (scheme.type === 'apiKey')
      headers.Cookie = [headers.Cookie, `${scheme.name}=${token}`].filter(Boolean).join('; ');
    else if (/^basic$/i.test(scheme.scheme ?? ''))
      headers.Authorization = `Basic ${Buffer.from(token).toString('base64')}`;
    else headers.Authorization = `Bearer ${token}`;
  }
  return { ...request, headers, query };
}

/** The same request wrong in one way each, as the other validator says. */
export async function breakRequest(document, { operation }, request, { isValid }) {
  const flawed = [];
  const { body, values } = request;
  const missing = values.find(({ parameter }) => parameter.in === 'query' || parameter.in === 'header');
  if (missing !== undefined) {
    const flaw = `the missing ${missing.parameter.in} parameter ${missing.parameter.name}`;
    flawed.push({ ...request, values: values.filter((each) => each !== missing), flaw });
  }
  for (const one of values.filter(({ value }) => typeof value === 'number')) {
    if ((await isValid(`${one.place}/schema`, 'no-number')) !== false) continue;
    flawed.push({
      ...request,
      values: values.map((each) => (each === one ? { ...one, value: 'no-number' } : each)),
      flaw: `"no-number" as ${one.parameter.name}`,
    });
  }
  if (body === undefined || operation.requestBody === undefined) return flawed.slice(0, 4);
  if (body.required) flawed.push({ ...request, body: undefined, flaw: 'the missing body' });
  for (const [key, value] of Object.entries(
    typeof body.value === 'object' && body.value !== null ? body.value : {},
  ).slice(0, 8)) {
    const without = Object.fromEntries(Object.entries(body.value).filter(([name]) => name !== key));
    if ((await isValid(body.place, without)) === false)
      flawed.push({ ...request, body: { ...body, value: without }, flaw: `the missing member ${key}` });
    const wrong = body.type.includes('json') ? (typeof value === 'object' ? 'a text' : { odd: true }) : 'no-number';
    if (body.type.includes('json') || typeof value === 'number') {
      const other = { ...body.value, [key]: wrong };
      if ((await isValid(body.place, other)) === false)
        flawed.push({ ...request, body: { ...body, value: other }, flaw: `${JSON.stringify(wrong)} as ${key}` });
    }
  }
  return flawed.slice(0, 6);
}

/** Sends it over a bare socket's worth of node:http, so that nothing is added or normalised. */
export function send(base, { method, path, values, body, headers, query }) {
  const ofPlace = (place) => values.filter(({ parameter }) => parameter.in === place);
  const target = path.replace(/\{([^}]+)\}/g, (whole, name) => {
    const found = ofPlace('path').find(({ parameter }) => parameter.name === name);
    return found === undefined
      ? 'x'
      : [found.value]
          .flat()
          .map((each) => encodeURIComponent(each))
          .join(',');
  });
  const pairs = [
    ...ofPlace('query').flatMap(({ parameter, value }) => pairsOf(parameter, value)),
    ...query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  ];
  const cookies = [
    headers.Cookie,
    ...ofPlace('cookie').map(({ parameter, value }) => `${parameter.name}=${encodeURIComponent(String(value))}`),
  ].filter(Boolean);
  const sent = {
    ...headers,
    ...Object.fromEntries(ofPlace('header').map(({ parameter, value }) => [parameter.name, [value].flat().join(',')])),
  };
  if (cookies.length > 0) sent.Cookie = cookies.join('; ');
  const text =
    body === undefined
      ? undefined
      : body.type.includes('json')
        ? JSON.stringify(body.value)
        : new URLSearchParams(Object.entries(body.value).map(([name, value]) => [name, String(value)])).toString();
  if (text !== undefined) sent['Content-Type'] = body.type;
  return exchange(
    `${base}${target}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`,
    { method: method.toUpperCase(), headers: sent },
    text,
  );
}

function pairsOf({ name, explode, style = 'form' }, value) {
  const values = [value].flat().map((each) => encodeURIComponent(String(each)));
  if (explode ?? style === 'form') return values.map((each) => `${encodeURIComponent(name)}=${each}`);
  const separator = { spaceDelimited: '%20', pipeDelimited: '|' }[style] ?? ',';
  return [`${encodeURIComponent(name)}=${values.join(separator)}`];
}

function exchange(url, options, text) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => {
        const body = Buffer.concat(chunks);
        const type = reply.headers['content-type'] ?? '';
        const isProblem = type.startsWith('application/problem+json') && body.includes('"code"');
        resolve({
          status: reply.statusCode,
          type,
          body,
          reason: reply.headers['signoff-reason'],
          problem: isProblem ? body.toString() : undefined,
        });
      });
    });
    request.on('error', reject);
    request.end(text);
  });
}
