import type { RunningTrial } from '../../trial-server.js';
import { empty, json, text, type Answer, type Call } from '../../transport/answer.js';
import type { Listening } from '../../transport/listen.js';
import type { Handler } from '../../transport/answer.js';
import { TokenMint } from '../token-mint.js';

type Row = readonly [when: (asked: Asked) => boolean, then: (asked: Asked) => Answer];

interface Asked {
  readonly call: Call;
  readonly token: string | undefined;
  readonly standing: string;
}

// The scenarios of the document as rows of a table; the first that fits answers. Other methods are a mere 404.
export async function startTableDriven(transport: (handler: Handler) => Promise<Listening>): Promise<RunningTrial> {
  const mint = new TokenMint();
  const ended: Record<string, true> = Object.create(null) as Record<string, true>;
  const rows: readonly Row[] = [
    [({ call }) => call.path !== '/user/logout' || call.method !== 'POST', () => text(404, '404 page not found')],
    [({ token }) => token === undefined, () => text(401, '401 Unauthorized')],
    [({ standing }) => standing === 'ended', () => json(401, { message: '此 Token 无效或已吊销' })],
    [({ standing }) => standing === 'sessionless', () => told(400, '退出登录失败！')],
    [
      ({ standing }) => standing === 'live',
      ({ token = '' }) => {
        ended[token] = true;
        return told(200, '你已成功退出登录！');
      },
    ],
    [() => true, () => empty(401, { 'WWW-Authenticate': 'Bearer realm="FunGame", error="invalid_token"' })],
  ];
  const { url, close } = await transport((call) => {
    const token = /^bearer\s+(\S+)\s*$/i.exec(call.headers.get('authorization') ?? '')?.[1];
    const standing = token === undefined ? 'none' : ended[token] ? 'ended' : (mint.kindOf(token) ?? 'unknown');
    const asked = { call, token, standing };
    return rows.find(([when]) => when(asked))?.[1](asked) ?? empty(404);
  });
  return { target: { url, ...mint.fixtures() }, close };
}

/** Non-ASCII characters escaped, which is the same JSON. */
function told(StatusCode: number, Message: string): Answer {
  const body = JSON.stringify({ StatusCode, RequestType: 1, Data: {}, Message });
  const escaped = body.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return { status: StatusCode, headers: { 'Content-Type': 'Application/JSON' }, body: `\n${escaped}\n` };
}
