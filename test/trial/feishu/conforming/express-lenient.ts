import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { Directory } from '../directory.js';

// Express with its JSON parser and an error handler. Parameters are looked at before the token; unknown people, sids that
// nobody has, odd terminals, nulls and empty lists are all taken; codes are its own wherever the document leaves them open.
export async function startExpressLenient(): Promise<RunningTrial> {
  const directory = new Directory();
  const app = express();
  app.set('case sensitive routing', false);
  app.use(express.json({ strict: false, type: () => true }));

  app.post('/open-apis/passport/v1/sessions/logout', (request, response, next) => {
    const body: unknown = request.body;
    const fields = typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown> | null) : null;
    const idType = request.query['user_id_type'];
    const required: Record<number, string> = { 1: 'user_id', 2: 'idp_credential_id', 3: 'sid' };
    if (fields === null) return void response.status(400).json({ code: 10012, msg: 'body is no object', data: null });
    const identifier = required[fields['logout_type'] as number];
    if (typeof fields['logout_type'] !== 'number' || identifier === undefined) {
      return void response.status(400).json({ code: 10013, msg: 'logout_type', data: null });
    }
    if (idType !== undefined && !/^(open|union|user)_id$/.test(String(idType))) {
      return void response.status(400).json({ code: 10014, msg: 'user_id_type', data: null });
    }
    if (fields['terminal_type'] != null && !isListOfInts(fields['terminal_type'])) {
      return void response.status(400).json({ code: 10015, msg: 'terminal_type', data: null });
    }
    for (const name of Object.values(required)) {
      if (fields[name] != null && typeof fields[name] !== 'string') {
        return void response.status(400).json({ code: 10016, msg: name, data: null });
      }
    }
    if (fields[identifier] == null) {
      return void response.status(400).json({ code: 10017, msg: `${identifier} is missing`, data: null });
    }
    next();
  });
  app.use('/open-apis', (request, response, next) => {
    if (request.get('authorization') === `Bearer ${directory.tenantAccessToken}`) return next();
    response.status(403).send('<h1>Forbidden</h1>');
  });
  app.post('/open-apis/passport/v1/sessions/logout', (request, response) => {
    const { logout_type, sid, logout_reason } = request.body as Record<string, unknown>;
    if (logout_reason != null && (typeof logout_reason !== 'number' || ![34, 35, 36].includes(logout_reason))) {
      return void response.status(400).json({ code: 1084002, msg: '', data: null });
    }
    if (logout_type === 3 && !/^[\w+/-]{16,}={0,2}$/.test(String(sid))) {
      return void response.status(400).json({ code: 10018, msg: 'sid', data: null });
    }
    response.json({ code: 0, msg: '', data: null });
  });
  const failed: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return void next(error);
    response.status(400).json({ code: 10011, msg: 'malformed JSON', data: null });
  };
  app.use(failed);
  const { url, close } = await listen(createServer(app));
  return { target: { url, ...directory.fixtures() }, close };
}

function isListOfInts(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isInteger);
}
