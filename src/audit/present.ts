import { placesOfSchemes } from '../description/credential-places.js';
import type { Operation } from '../description/operations.js';
import type { Incoming } from '../mock/incoming.js';

/** A request with this credential in place of its own, or with none. */
export function present(incoming: Incoming, { security }: Operation, token: string | undefined): Incoming {
  return placesOfSchemes(security[0] ?? []).reduce((request, [{ scheme }]) => {
    if (scheme.type === 'mutualTLS') return request;
    if (scheme.type !== 'apiKey') {
      const name = scheme.type === 'http' ? scheme.scheme : 'Bearer';
      return withHeader(request, 'authorization', token === undefined ? undefined : `${name} ${token}`);
    }
    if (scheme.in === 'query') return withQuery(request, scheme.name, token);
    const isCookie = scheme.in === 'cookie' && token !== undefined;
    return withHeader(
      request,
      scheme.in === 'cookie' ? 'cookie' : scheme.name,
      isCookie ? `${scheme.name}=${token}` : token,
    );
  }, incoming);
}

/** A request with this header, or without it. */
export function withHeader(incoming: Incoming, name: string, value: string | undefined): Incoming {
  const key = name.toLowerCase();
  const others = Object.entries(incoming.headers).filter(([other]) => other !== key);
  return { ...incoming, headers: Object.fromEntries(value === undefined ? others : [...others, [key, [value]]]) };
}

function withQuery(incoming: Incoming, name: string, value: string | undefined): Incoming {
  const query = new URLSearchParams(incoming.query);
  query.delete(name);
  if (value !== undefined) query.append(name, value);
  return { ...incoming, query };
}
