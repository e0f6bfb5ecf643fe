import { expect, test } from 'vitest';
import { checkApi, planCheck, type Report } from '../../../src/index.js';
import { startPets, type Fault } from './pets-server.js';

const file = 'test/audit/pets.yaml';

async function check(fault: Fault, seed = 1): Promise<Report> {
  await using server = await startPets(fault);
  const target = { url: server.url, credentials: { key: 'good' } };
  return await checkApi(file, { strict: true, seed, target });
}

test('our own mock keeps any description', async () => {
  const { outcome, cases } = await checkApi(file, { strict: true });
  expect(outcome.broken).toEqual([]);
  expect(cases.filter((one) => one.outcome !== 'tried')).toEqual([]);
});

test.each([1, 2, 3])('a server that keeps its description raises no finding, whatever the seed: %i', async (seed) => {
  const { outcome, cases } = await check({}, seed);
  expect(outcome.broken.map(({ finding }) => finding.message)).toEqual([]);
  expect(cases.filter((one) => one.outcome !== 'tried')).toEqual([]);
});

test.each<[string, Fault, RegExp]>([
  ['answers another status', { status: 202 }, /listPets answers 202, which is not documented/],
  ['answers another body', { listBody: [{ id: 'one', name: 'Rex' }] }, /0\.id in the answer must be of type integer/],
  ['answers other values than documented', { listBody: [{ id: 2, name: 'Max' }] }, /not the documented one/],
  ['labels its answers otherwise', { mediaType: 'text/html' }, /labelled text\/html/],
  ['knows no lower limit', { leastLimit: 0 }, /listPets accepts .*query limit must be >= 1/],
  ['knows another upper limit', { mostLimit: 51 }, /listPets accepts .*query limit must be <= 50/],
  ['refuses the limit itself', { mostLimit: 49 }, /listPets refuses a valid request with query limit 50/],
  ['lets a required member be left out', { isNameOptional: true }, /addPet accepts .*body must have the member name/],
  ['demands an optional member', { isKindDemanded: true }, /addPet refuses a valid request/],
  ['refuses a listed value', { kinds: ['dog'] }, /addPet refuses a valid request with body kind "cat"/],
  ['takes a value that is not listed', { isAnyKind: true }, /body kind must be one of/],
  ['refuses what is no pet with 401', { flawStatus: 401 }, /addPet refuses .* with 401, which is not documented/],
  ['takes a bare token', { authorizations: ['Bearer good', 'good'] }, /addPet accepts .* without the word Bearer/],
  ['lets anybody in after a success', { later: { isAnybodyLetIn: true } }, /addPet accepts .* without a credential/],
  ['takes any kind after a success', { later: { isAnyKind: true } }, /addPet accepts .*body kind must be one of/],
  ['lets anybody in', { isAnybodyLetIn: true }, /addPet accepts a request without a credential/],
])('a server that %s is told apart', async (_, fault, message) => {
  const { outcome } = await check(fault);
  expect(outcome.broken.map(({ finding }) => finding.message)).toContainEqual(expect.stringMatching(message));
});

test('a credential that a success uses up is no fault', async () => {
  const { outcome, cases } = await check({ isTokenUsedUp: true });
  const later = cases.filter(({ title }) => title.endsWith('also after a success'));
  expect(outcome.broken.filter((cause) => later.some(({ title }) => cause.cases.includes(title)))).toEqual([]);
  expect(later.map(({ reason }) => reason)).toContain('the credential may have been used up by a success');
});

test('of many requests that show a fault, the smallest is told', async () => {
  const { outcome } = await check({ mostLimit: 10_000 });
  const urls = outcome.broken.map(({ request }) => request.url);
  expect(urls).toContainEqual(expect.stringMatching(/\/pets\?limit=51$/));
});

test('without a credential of the target, what needs one is skipped and says so', async () => {
  await using server = await startPets();
  const { cases } = await checkApi(file, { target: { url: server.url } });
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped');
  expect(skipped.map(({ reason }) => reason)).toContain('the target has no credentials.key');
});

test('on another machine nothing that can succeed is planned without values of the target', async () => {
  const target = { url: 'https://api.example.com', credentials: { key: 'k' } };
  const { cases } = await planCheck(file, { target });
  expect(cases.filter(({ mayChange, skip }) => mayChange === true && skip === undefined)).toEqual([]);
  const own = await planCheck(file, {
    target: { ...target, operations: { addPet: { body: { id: 1, name: 'Rex' } } } },
  });
  expect(own.cases.some(({ mayChange, skip }) => mayChange === true && skip === undefined)).toBe(true);
});

test('what was seen of parameters, values, answers and codes is told', async () => {
  const { coverage } = await check({});
  expect(coverage.percent).toBeGreaterThan(80);
  expect(coverage.items.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['query limit', 'body kind = cat', '201', '401']),
  );
});
