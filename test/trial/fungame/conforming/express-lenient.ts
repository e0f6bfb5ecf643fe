import { createServer } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { TokenMint } from '../token-mint.js';

// Express as it comes: a router, a guard, JSON for every 401, and its own 404 pages for whatever is not a POST.
export async function startExpressLenient(): Promise<RunningTrial> {
  const mint = new TokenMint();
  const sessions = new Map<string, 'open' | 'ended'>();

  function guard(request: Request, response: Response, next: NextFunction): void {
    const token = request.get('authorization')?.match(/^bearer (.+)$/i)?.[1];
    const kind = token === undefined ? undefined : mint.kindOf(token);
    if (token === undefined || kind === undefined || kind === 'expired' || sessions.get(token) === 'ended') {
      response.status(401).json({ error: 'unauthorized', error_description: '请先登录' });
      return;
    }
    response.locals['token'] = token;
    if (kind === 'live') sessions.set(token, 'open');
    next();
  }

  const users = express.Router();
  users.use(express.json());
  users.post('/logout', guard, (_request, response) => {
    const token = String(response.locals['token']);
    if (sessions.get(token) !== 'open') {
      response.status(400).json({ Message: '退出登录失败！', StatusCode: 400, Data: {}, RequestType: 1 });
      return;
    }
    sessions.set(token, 'ended');
    response.json({ Data: {}, Message: '你已成功退出登录！', StatusCode: 200, RequestType: 1 });
  });

  const app = express();
  app.use('/user', users);
  const { url, close } = await listen(createServer(app));
  return { target: { url, ...mint.fixtures() }, close };
}
