import type { Fixtures } from './fixtures.js';
import { isLoopback } from '../proxy.js';

/**
 * What a running mock of ours furnishes a check of one of its APIs with, asked of its control API. Only this machine is
 * asked, and nothing comes of any other server, of an API that is not served there, or of none at all.
 * @param address of the server, with or without a path below it.
 */
export async function askOurMock(address: string, api: string): Promise<Fixtures> {
  if (!isLoopback(address)) return {};
  try {
    const health = await askFor(address, '/__signoff/health');
    const isOurs = isRecord(health) && Array.isArray(health['apis']) && health['apis'].includes(api);
    if (!isOurs) return {};
    const furnished = await askFor(address, '/__signoff/worlds/default/fixtures', { api });
    return isRecord(furnished) && isRecord(furnished['fixtures']) ? readFixtures(furnished['fixtures']) : {};
  } catch {
    return {}; // another server, or one that is slow or gone: the run finds out which
  }
}

/** Milliseconds. */
const patience = 2000;

async function askFor(address: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(new URL(path, address), {
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
    ...(body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return response.ok ? response.json() : undefined;
}

// Whoever answered says what is sent, and nothing more: least of all a command to run.
function readFixtures(told: Readonly<Record<string, unknown>>): Fixtures {
  return Object.fromEntries(Object.entries(told).filter(([name, value]) => shapes.get(name)?.(value)));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const areTextsByName = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isText);

const shapes: ReadonlyMap<string, (value: unknown) => boolean> = new Map<keyof Fixtures, (value: unknown) => boolean>([
  ['tokens', areTexts],
  ['sessionlessTokens', areTexts],
  ['expiredTokens', areTexts],
  ['tenantAccessToken', isText],
  ['users', (value) => Array.isArray(value) && value.every(areTextsByName)],
  ['sids', areTexts],
  ['credentials', areTextsByName],
  ['expiredCredentials', areTextsByName],
  ['revokedCredentials', areTextsByName],
  ['acceptsAnyCredential', (value) => typeof value === 'boolean'],
  ['operations', (value) => isRecord(value) && Object.values(value).every(areValuesByPlace)],
]);

function areValuesByPlace(value: unknown): boolean {
  return isRecord(value) && Object.entries(value).every(([place, values]) => place === 'body' || isRecord(values));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
