import { empty, json, text, type Answer, type Call } from '../../transport/answer.js';
import { overHttp } from '../../transport/over-http.js';
import { successPayload, type SessionService } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

const ids = ['F03', 'F05', 'F29', 'F36', 'F14', 'F26', 'A-F8', 'A-F9'] as const;

/** What becomes of a token by its logout. */
export const revocation: readonly Fault[] = [
  revokedIs('answered 400 with the failure', (service) => service.noSession('')),
  revokedIs('answered 403', () => empty(403)),
  revokedIs('answered 404', () => empty(404)),
  revokedIs('answered 409', () => json(409, { message: '此 Token 已吊销' })),
  revokedIs('answered 410', () => empty(410)),
  revokedIs('answered 500', () => text(500, 'oops')),
  revokedIs('answered the success again', () => json(200, successPayload())),
  revokedIs('answered 200 without a body', () => empty(200)),
  kept('never', () => false),
  kept('only by every second logout', (count) => count % 2 === 0),
  kept('only by every third logout', (count) => count % 3 === 0),
  kept('by two of three logouts', (count) => count % 3 !== 0),
  kept('only by the first logout of all', (count) => count === 1),
  must('a token dies with its second logout', [...ids], (service) => {
    const used = new Set<string>();
    service.logOut = (token) => {
      if (used.has(token)) service.revoked.add(token);
      used.add(token);
    };
  }),
  must('a token dies with its fourth logout', [...ids], (service) => {
    const uses = new Map<string, number>();
    service.logOut = (token) => {
      uses.set(token, (uses.get(token) ?? 0) + 1);
      if (uses.get(token) === 4) service.revoked.add(token);
    };
  }),
  must('a token is refused once after its logout, then lives again', [...ids], (service) => {
    const { refuse } = service;
    service.refuse = (why, call) => {
      const held = service.credential(call);
      if ('token' in held) service.revoked.delete(held.token);
      return refuse(why, call);
    };
  }),
  late(150),
  late(1500),
  must(
    'a revoked token is known on its connection only',
    [...ids],
    (service) => {
      const where = new Map<string, unknown>();
      service.logOut = (token, call) => where.set(token, call.socket);
      const { standing } = service;
      service.standing = (token, call) => (where.get(token) === call.socket ? 'revoked' : standing(token, call));
    },
    { over: overHttp },
  ),
  must('a revoked token is known to every other worker only', [...ids], (service) => {
    let requests = 0;
    const workers = [new Set<string>(), new Set<string>()] as const;
    service.handle = (call): Answer => {
      requests += 1;
      const worker = workers[requests % 2 === 0 ? 0 : 1];
      service.logOut = (token) => worker.add(token);
      service.standing = (token) => (worker.has(token) ? 'revoked' : (service.mint.kindOf(token) ?? 'unknown'));
      return service.serves(call) && service.logsOut(call) ? service.logout(call) : empty(405, { Allow: 'POST' });
    };
  }),
  must('only the last revoked token is remembered', [...ids], (service) => {
    service.logOut = (token) => {
      service.revoked.clear();
      service.revoked.add(token);
    };
  }),
  must(
    'a logout revokes every token that was used before',
    ['F03', 'F29', 'F32', 'F16'],
    (service) => {
      allOthers(service, (count) => count === 1);
    },
    { listed: true },
  ),
  must(
    'a logout ends the sessions of all',
    ['F03', 'F29', 'F32', 'F16'],
    (service) => {
      let ended = false;
      const { standing, logOut } = service;
      service.logOut = (token, call) => {
        ended = true;
        logOut(token, call);
      };
      service.standing = (token, call) => {
        const known = standing(token, call);
        return known === 'live' && ended ? 'sessionless' : known;
      };
    },
    { listed: true },
  ),
  must('after three logouts nobody can log out any more', ['F03', 'F32', 'F16', 'A-F28'], (service) => {
    allOthers(service, (count) => count === 3);
  }),
  must(
    'after six logouts nobody can log out any more',
    ['F03', 'F32', 'F16', 'A-F28'],
    (service) => {
      allOthers(service, (count) => count === 6);
    },
    { listed: false },
  ),
  must('a refused request locks its address out', ['F32', 'F16', 'F14', 'F24'], (service) => {
    let refused = 0;
    const { refuse, logout } = service;
    service.refuse = (why, call: Call) => {
      refused += 1;
      return refuse(why, call);
    };
    service.logout = (call) => {
      const held = service.credential(call);
      return refused >= 3 && 'token' in held && service.standing(held.token, call) === 'live'
        ? empty(403)
        : logout(call);
    };
  }),
];

function revokedIs(what: string, answer: (service: SessionService) => Answer): Fault {
  return must(`a revoked token is ${what}`, [...ids], (service) => {
    const { refuse } = service;
    service.refuse = (why, call) => (why === 'revoked' ? answer(service) : refuse(why, call));
  });
}

/** `revokes` is asked with the count of logouts, from one. */
function kept(when: string, revokes: (count: number) => boolean): Fault {
  return must(`a token is revoked ${when}`, [...ids], (service) => {
    let count = 0;
    service.logOut = (token) => {
      count += 1;
      if (revokes(count)) service.revoked.add(token);
    };
  });
}

function late(milliseconds: number): Fault {
  return must(`a token is revoked ${milliseconds} ms after its logout`, [...ids], (service) => {
    service.logOut = (token) => {
      setTimeout(() => service.revoked.add(token), milliseconds).unref();
    };
  });
}

/** From the chosen logout on, every live token counts as revoked. */
function allOthers(service: SessionService, from: (count: number) => boolean): void {
  let count = 0;
  let dead = false;
  const { standing, logOut } = service;
  service.logOut = (token, call) => {
    count += 1;
    dead ||= from(count);
    logOut(token, call);
  };
  service.standing = (token, call) => {
    const known = standing(token, call);
    return known === 'live' && dead ? 'revoked' : known;
  };
}
