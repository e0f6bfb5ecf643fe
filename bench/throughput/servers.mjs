import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { answers, workloads } from './workloads.mjs';

const main = toPath('../../dist/src/cli/main.js');
const plain = toPath('serve-plain.mjs');
const prism = toPath('../node_modules/@stoplight/prism-cli/dist/index.js');
const wiremock = toPath('../node_modules/wiremock/build/');

/** How our mock is started: journal on, a line of log for each request. */
export function mockCommand(port, apis = []) {
  const flags = ['-p', String(port), '--any-token', '--no-watch', '--log', 'json'];
  return [process.execPath, main, 'mock', ...apis, ...flags];
}

/** The servers for a workload, the one that the others are compared with first. */
export function chooseServers(workload, { only, folder }) {
  const description = toPath(`../../openapi/${workload.api}.yaml`);
  const byHand = (kind) => (port) => [process.execPath, plain, kind, String(port), description];
  const prismWith = (flags) => (port) => [process.execPath, prism, 'mock', description, '-p', String(port), ...flags];
  // Of several answers of one status Prism gives the first.
  const differing = workload.answer === answers.wrongReason ? answers.paramInvalid : undefined;
  const prismDetails = { reason: missing('@stoplight/prism-cli'), differing };
  const servers = [
    { name: 'node-http', toCommand: byHand('node-http') },
    { name: 'signoff', toCommand: (port) => mockCommand(port) },
    { name: 'express', toCommand: byHand('express'), reason: missing('express') },
    { name: 'fastify', toCommand: byHand('fastify'), reason: missing('fastify') },
    { name: 'openapi-backend', toCommand: byHand('openapi-backend'), reason: missing('openapi-backend') },
    { name: 'prism', toCommand: prismWith([]), ...prismDetails },
    { name: 'prism-silent', toCommand: prismWith(['-v', 'silent']), ...prismDetails },
    { name: 'wiremock', toCommand: (port) => wiremockCommand(port, folder), reason: missing('wiremock') ?? noJava() },
  ];
  return servers
    .filter(({ name }) => only === undefined || only.includes(name))
    .map(({ differing: answer = workload.answer, ...server }) => ({ ...server, workload: { ...workload, answer } }));
}

// What the project itself depends on stands in another folder, in another version perhaps.
function missing(name) {
  const isThere = existsSync(toPath(`../node_modules/${name}/package.json`));
  return isThere ? undefined : `${name} is not installed in bench/`;
}

function noJava() {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no Java';
  }
}

// Its journal, without a limit when nothing is said, is bounded as ours is.
function wiremockCommand(port, folder) {
  const jar = readdirSync(wiremock).find((name) => name.endsWith('.jar'));
  mkdirSync(join(folder, 'mappings'), { recursive: true });
  writeFileSync(join(folder, 'mappings/all.json'), JSON.stringify({ mappings: mappings() }));
  const flags = ['--root-dir', folder, '--bind-address', '127.0.0.1', '--max-request-journal-entries', '1000'];
  return ['java', '-jar', join(wiremock, jar), '--port', String(port), ...flags, '--disable-banner'];
}

function mappings() {
  const signedIn = { headers: { Authorization: { matches: 'Bearer .+' } } };
  const feishu = { method: 'POST', urlPath: workloads['feishu-valid'].path, ...signedIn };
  const fungame = { method: 'POST', urlPath: workloads['fungame-valid'].path };
  const wrongReason = [{ matchesJsonPath: '$[?(@.logout_reason < 34 || @.logout_reason > 36)]' }];
  return [
    { priority: 1, request: { ...feishu, bodyPatterns: wrongReason }, response: toStub(answers.wrongReason) },
    { priority: 2, request: feishu, response: toStub(answers.loggedOut) },
    { priority: 1, request: { ...fungame, ...signedIn }, response: toStub(answers.sessionEnded) },
    { priority: 2, request: fungame, response: toStub(answers.notSignedIn) },
  ];
}

function toStub({ status, body }) {
  return { status, ...(body && { jsonBody: body, headers: { 'Content-Type': 'application/json' } }) };
}

function toPath(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}
