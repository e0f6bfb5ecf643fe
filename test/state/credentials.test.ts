import { expect, test } from 'vitest';
import { credentialLedger, type Credential, type CredentialLedger } from '../../src/state/credentials.js';
import { memoryStore } from '../../src/state/memory-store.js';

const noon = Date.UTC(2025, 2, 23, 12);

test('a token that was issued is valid and tells whose it is', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  expect(await ledger.check('token')).toEqual({ state: 'valid', subject: 'mary' });
});

test('a token that was never issued is unknown', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  expect(await ledger.check('Token')).toEqual({ state: 'unknown' });
});

test.each(['__proto__', 'constructor', ''])('the token %j is unknown until it is issued', async (token) => {
  const { ledger } = openLedger();
  expect(await ledger.check(token)).toEqual({ state: 'unknown' });
});

test('a token without an end never expires', async () => {
  const { ledger, clock } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  clock.now = Number.MAX_SAFE_INTEGER;
  expect(await ledger.check('token')).toEqual({ state: 'valid', subject: 'mary' });
});

test('a token is valid before the moment it expires at, and not from then on (RFC 7519 section 4.1.4)', async () => {
  const { ledger, clock } = openLedger();
  await ledger.issue('token', { subject: 'mary', expiresAt: noon + 1000 });
  clock.now = noon + 999;
  expect(await ledger.check('token')).toEqual({ state: 'valid', subject: 'mary' });
  clock.now = noon + 1000;
  expect(await ledger.check('token')).toEqual({ state: 'expired' });
});

test('a token that expires at 0 has expired', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary', expiresAt: 0 });
  expect(await ledger.check('token')).toEqual({ state: 'expired' });
});

test('a revoked token stays revoked, also after it would have expired', async () => {
  const { ledger, clock } = openLedger();
  await ledger.issue('token', { subject: 'mary', expiresAt: noon + 1000 });
  expect(await ledger.revoke('token')).toBe(true);
  expect(await ledger.check('token')).toEqual({ state: 'revoked' });
  clock.now = noon + 2000;
  expect(await ledger.check('token')).toEqual({ state: 'revoked' });
});

test('revoking one token leaves the other tokens of its user valid', async () => {
  const { ledger } = openLedger();
  await ledger.issue('first', { subject: 'mary' });
  await ledger.issue('second', { subject: 'mary' });
  await ledger.revoke('first');
  expect(await ledger.check('second')).toEqual({ state: 'valid', subject: 'mary' });
});

test('revoking what was not valid changes nothing and says so', async () => {
  const { ledger } = openLedger();
  await ledger.issue('expired', { subject: 'mary', expiresAt: noon });
  await ledger.issue('revoked', { subject: 'mary' });
  await ledger.revoke('revoked');
  expect(await ledger.revoke('expired')).toBe(false);
  expect(await ledger.revoke('revoked')).toBe(false);
  expect(await ledger.revoke('unknown')).toBe(false);
  expect(await ledger.check('expired')).toEqual({ state: 'expired' });
  expect(await ledger.check('unknown')).toEqual({ state: 'unknown' });
});

test('of two who revoke a token at the same time, one was the first', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  const answers = await Promise.all([ledger.revoke('token'), ledger.revoke('token')]);
  expect(answers.sort()).toEqual([false, true]);
});

test('a token that is made known is valid like an issued one, but nobody is told of it', async () => {
  const { ledger, issued } = openLedger();
  await ledger.know('known', { subject: 'mary' });
  expect(await ledger.check('known')).toEqual({ state: 'valid', subject: 'mary' });
  expect(issued).toEqual([]);
});

test('whoever listens is told of every issued token, once it is valid', async () => {
  const { ledger, issued } = openLedger();
  await ledger.issue('first', { subject: 'mary' });
  await ledger.issue('second', { subject: 'joe', expiresAt: noon });
  expect(issued).toEqual([
    { token: 'first', state: 'valid' },
    { token: 'second', state: 'expired' },
  ]);
});

test('a token that is let expire is expired from that moment on, however long it had left', async () => {
  const { ledger, clock } = openLedger();
  await ledger.issue('endless', { subject: 'mary' });
  await ledger.issue('long', { subject: 'mary', expiresAt: noon + 1000 });
  expect(await Promise.all([ledger.expire('endless'), ledger.expire('long')])).toEqual([true, true]);
  clock.now = noon + 1;
  expect(await ledger.check('endless')).toEqual({ state: 'expired' });
  expect(await ledger.check('long')).toEqual({ state: 'expired' });
});

test('letting expire what was not valid changes nothing and says so', async () => {
  const { ledger } = openLedger();
  await ledger.issue('expired', { subject: 'mary', expiresAt: noon });
  await ledger.issue('revoked', { subject: 'mary' });
  await ledger.revoke('revoked');
  const answers = await Promise.all(['expired', 'revoked', 'unknown'].map(async (token) => ledger.expire(token)));
  expect(answers).toEqual([false, false, false]);
  expect(await ledger.check('revoked')).toEqual({ state: 'revoked' });
  expect(await ledger.check('unknown')).toEqual({ state: 'unknown' });
});

test('an expired token cannot be revoked any more', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  await ledger.expire('token');
  expect(await ledger.revoke('token')).toBe(false);
  expect(await ledger.check('token')).toEqual({ state: 'expired' });
});

test('of two who end a token in different ways at the same time, one was the first', async () => {
  const { ledger } = openLedger();
  await ledger.issue('token', { subject: 'mary' });
  expect(await Promise.all([ledger.expire('token'), ledger.revoke('token')])).toEqual([true, false]);
  expect(await ledger.check('token')).toEqual({ state: 'expired' });
});

test('a valid token tells its scopes, none is not the same as no scope at all', async () => {
  const { ledger } = openLedger();
  await ledger.issue('some', { subject: 'mary', scopes: ['read', 'write'] });
  await ledger.issue('empty', { subject: 'mary', scopes: [] });
  await ledger.issue('all', { subject: 'mary' });
  expect(await ledger.check('some')).toEqual({ state: 'valid', subject: 'mary', scopes: ['read', 'write'] });
  expect(await ledger.check('empty')).toEqual({ state: 'valid', subject: 'mary', scopes: [] });
  expect(await ledger.check('all')).toEqual({ state: 'valid', subject: 'mary' });
});

interface Opened {
  readonly ledger: CredentialLedger;
  readonly clock: { now: number };
  /** What was told of issued tokens, and what they were then. */
  readonly issued: { readonly token: string; readonly state: string }[];
}

function openLedger(): Opened {
  const clock = { now: noon };
  const issued: { token: string; state: string }[] = [];
  const ledger = credentialLedger(memoryStore().collection<Credential>('credentials'), {
    now: () => clock.now,
    onIssue: async (token) => {
      issued.push({ token, state: (await ledger.check(token)).state });
    },
  });
  return { ledger, clock, issued };
}
