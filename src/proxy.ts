import { Agent as HttpAgent, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpsProxyAgent } from 'hpagent';
import { HttpProxyAgent } from 'http-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/**
 * The proxy that the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, in either case) names for an address, if it
 * names one. Loopback is never sent through a proxy: there it would be another machine.
 */
export function proxyFor(address: string): string | undefined {
  return isLoopback(address) ? undefined : getProxyForUrl(address) || undefined;
}

/** The agent for one request: `false` for a direct connection of its own. `timeout` in milliseconds. */
export function agentFor(address: string, timeout: number): Agent | false {
  const proxy = proxyFor(address);
  if (proxy === undefined) return false;
  // Through a tunnel, a refusal of the proxy cannot be taken for an answer of the server; but many tunnel https only.
  return new URL(address).protocol === 'https:' ? new HttpsProxyAgent({ proxy, timeout }) : new HttpProxyAgent(proxy);
}

/** The agent for requests over one connection, which stays open between them. `timeout` in milliseconds. */
export function connectionFor(address: string, timeout: number): Agent {
  const options = { keepAlive: true, maxSockets: 1, timeout } as const;
  const isTls = new URL(address).protocol === 'https:';
  const proxy = proxyFor(address);
  if (proxy === undefined) return isTls ? new HttpsAgent(options) : new HttpAgent(options);
  return isTls ? new HttpsProxyAgent({ ...options, proxy }) : new HttpProxyAgent(proxy, options);
}

/** Whether a proxy did not let a request through to its server. The agent tells it by its words only. */
export function isProxyTrouble(error: unknown): boolean {
  return error instanceof Error && /^(?:Bad response: \d+|Proxy timeout)$/.test(error.message);
}

/** Whether an address is on this machine: `localhost` and its subdomains (RFC 6761), 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])\.?$/.test(hostname);
}
