import { textOf } from '../conformance/reply-body.js';
import type { Exchange } from '../exchange.js';

/**
 * The milliseconds a server asks to be left alone, when it refuses for its rate limit; one second when it does not say
 * how long. `now` in milliseconds since 1970.
 */
export function rateLimitPause({ reply }: Exchange, now: number): number | undefined {
  // RFC 6585 section 4, and Feishu's gateway: code 99991400 with the seconds in a header of its own.
  const isLimited = reply.status === 429 || (reply.status === 400 && textOf(reply)?.includes('99991400') === true);
  if (!isLimited) return undefined;
  const asked = reply.headers['x-ogw-ratelimit-reset']?.[0] ?? reply.headers['retry-after']?.[0] ?? '';
  return millisecondsOf(asked.trim(), now) ?? 1000;
}

// RFC 9110 section 10.2.3: seconds, or a date.
function millisecondsOf(asked: string, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Number(asked) * 1000;
  const date = /^[A-Z][a-z]+,? /.test(asked) ? Date.parse(asked) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}
