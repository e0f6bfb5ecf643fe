import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { bare, failure, json, success } from '../base.js';
import { answering, BREAKS, camelCased, failureBody, failureWith, letter, must, without } from './make-wrong.js';

const FAILURE_STATUS = ['F18', 'F22', 'F23', 'F34'] as const;
const FAILURE_TYPE = ['F17', 'F22', 'F23'] as const;
const FAILURE_MESSAGE = ['F19', 'F22', 'F23', 'F27', 'F34'] as const;

/** Wrong about what a logout ends, or about a user who has no session. */
export const wrongSessions: readonly WrongServer<FunGameFixtures>[] = [
  must('nothing is ended', BREAKS.revoked, () => ({ logOut: () => undefined })),
  must('the session ends, the token does not', BREAKS.revoked, () => ({
    logOut: (_token, { sub }, { sessions }) => void sessions.delete(sub),
  })),
  must(
    'a revoked token: success again',
    BREAKS.revoked,
    answering(['revoked'], () => json(200, success())),
  ),
  must(
    'a revoked token: 403',
    BREAKS.revoked,
    answering(['revoked'], () => bare(403)),
  ),
  must(
    'a revoked token: 404',
    BREAKS.revoked,
    answering(['revoked'], () => bare(404)),
  ),
  must(
    'a revoked token: 500',
    BREAKS.revoked,
    answering(['revoked'], () => bare(500)),
  ),
  must(
    'a revoked token: 204, for it is gone already',
    BREAKS.revoked,
    answering(['revoked'], () => bare(204)),
  ),
  must('a logout takes effect three seconds later', BREAKS.revoked, (usual) => {
    const ended = new Map<string, number>();
    return {
      logOut: (token) => void ended.set(token, ended.get(token) ?? Date.now() + 3000),
      stateOf: (token, claims, ledger) =>
        (ended.get(token) ?? Infinity) < Date.now() ? 'revoked' : usual.stateOf(token, claims, ledger),
    };
  }),
  must('only the last token revoked is remembered', BREAKS.revoked, (usual) => ({
    logOut: (token, claims, ledger) => {
      ledger.revoked.clear();
      usual.logOut(token, claims, ledger);
    },
  })),
  must('a revocation is forgotten once it has been used', BREAKS.revoked, (usual) => ({
    stateOf: (token, claims, ledger) =>
      ledger.revoked.delete(token) ? 'revoked' : usual.stateOf(token, claims, ledger),
  })),
  must('two workers take turns and do not share revocations', BREAKS.revoked, (usual) => {
    const workers = [new Set<string>(), new Set<string>()] as const;
    let turn: 0 | 1 = 0;
    return {
      stateOf: (token, claims, ledger) => {
        turn = turn === 0 ? 1 : 0;
        return usual.stateOf(token, claims, { ...ledger, revoked: workers[turn] });
      },
      logOut: (token, claims, ledger) => {
        usual.logOut(token, claims, { ...ledger, revoked: workers[turn] });
      },
    };
  }),
  must('a logout ends the sessions of all users', BREAKS.noSuccess, (usual) => ({
    logOut: (token, claims, ledger) => {
      usual.logOut(token, claims, ledger);
      ledger.sessions.clear();
    },
  })),
  must('a logout makes the tokens of all users invalid', BREAKS.noSuccess, (usual) => ({
    verify: (token, ledger) =>
      ledger.revoked.size > 0 && !ledger.revoked.has(token) ? undefined : usual.verify(token, ledger),
  })),
  must('the first logout breaks down', BREAKS.noSuccess, (usual) => {
    let tries = 0;
    return {
      logOut: (token, claims, ledger) => {
        tries += 1;
        if (tries === 1) throw new Error('Not warm yet.');
        usual.logOut(token, claims, ledger);
      },
    };
  }),
  must('the fifth logout breaks down', BREAKS.noSuccess, (usual) => {
    let tries = 0;
    return {
      logOut: (token, claims, ledger) => {
        tries += 1;
        if (tries === 5) throw new Error('Out of handles.');
        usual.logOut(token, claims, ledger);
      },
    };
  }),
  must('only one logout ever works', BREAKS.noSuccess, (usual) => ({
    logOut: (token, claims, ledger) => {
      if (ledger.revoked.size === 1) throw new Error('Once was enough.');
      usual.logOut(token, claims, ledger);
    },
  })),

  must(
    'no session: success',
    BREAKS.sessionless,
    answering(['sessionless'], () => json(200, success())),
  ),
  must(
    'no session: 401',
    BREAKS.sessionless,
    answering(['sessionless'], () => bare(401, { 'WWW-Authenticate': 'Bearer' })),
  ),
  must(
    'no session: 403',
    BREAKS.sessionless,
    answering(['sessionless'], () => bare(403)),
  ),
  must(
    'no session: 404',
    BREAKS.sessionless,
    answering(['sessionless'], () => json(404, { ...failure(), StatusCode: 404 })),
  ),
  must(
    'no session: 500 with the longer text',
    BREAKS.sessionless,
    answering(['sessionless'], () =>
      json(500, { ...failure(), StatusCode: 500, Message: '退出登录失败！服务器可能暂时无法处理此请求。' }),
    ),
  ),
  must(
    'no session: 200, the body says 400',
    ['F18', ...BREAKS.sessionless],
    answering(['sessionless'], () => json(200, failure())),
  ),
  must('no session: the body says 200', FAILURE_STATUS, failureWith({ StatusCode: 200 })),
  must('no session: the body says 500', FAILURE_STATUS, failureWith({ StatusCode: 500 })),
  must('no session: StatusCode is a string', FAILURE_STATUS, failureWith({ StatusCode: '400' })),
  must(
    'no session: StatusCode is missing',
    FAILURE_STATUS,
    failureBody((payload) => without(payload, 'StatusCode')),
  ),
  must('no session: RequestType is 0', FAILURE_TYPE, failureWith({ RequestType: 0 })),
  must('no session: RequestType is a string', FAILURE_TYPE, failureWith({ RequestType: '1' })),
  must(
    'no session: Message is missing',
    FAILURE_MESSAGE,
    failureBody((payload) => without(payload, 'Message')),
  ),
  must('no session: Message is empty', FAILURE_MESSAGE, failureWith({ Message: '' })),
  must('no session: Message is null', FAILURE_MESSAGE, failureWith({ Message: null })),
  must(
    'no session: names in camelCase',
    ['F16', 'F17', 'F18', 'F19', 'F20', 'F22', 'F23', 'F34'],
    failureBody(camelCased),
  ),
  must('no session: 401 the second time', BREAKS.sessionless, (usual) => {
    const seen = new Set<string>();
    return {
      stateOf: (token, claims, ledger) => {
        const state = usual.stateOf(token, claims, ledger);
        if (state !== 'sessionless' || !seen.has(token)) return seen.add(token) && state;
        return 'revoked';
      },
    };
  }),
  letter(
    'no session: no body',
    FAILURE_MESSAGE,
    answering(['sessionless'], () => bare(400)),
  ),
  letter(
    'no session: problem details',
    FAILURE_MESSAGE,
    answering(['sessionless'], () => ({
      ...json(400, { title: 'Bad Request', status: 400 }),
      headers: { 'Content-Type': 'application/problem+json' },
    })),
  ),
  letter(
    'no session: Data is missing',
    FAILURE_MESSAGE,
    failureBody((payload) => without(payload, 'Data')),
  ),
  letter('no session: Message ends with a blank', FAILURE_MESSAGE, failureWith({ Message: '退出登录失败！ ' })),
  letter('no session: Message has the other mark', FAILURE_MESSAGE, failureWith({ Message: '退出登录失败!' })),
  letter(
    'no session: Message goes on',
    FAILURE_MESSAGE,
    failureWith({ Message: '退出登录失败！服务器可能暂时无法处理此请求。' }),
  ),
  letter('no session: Message is English', FAILURE_MESSAGE, failureWith({ Message: 'Logout failed!' })),
  letter(
    'no session: Message is another sentence',
    FAILURE_MESSAGE,
    failureWith({ Message: '用户会话不存在，退出登录失败！' }),
  ),
  letter('no session: Message is that of the success', FAILURE_MESSAGE, failureWith({ Message: success().Message })),
];
