import { createServer } from 'node:http';
import express from 'express';
import type { Handler } from './answer.js';
import { listen, type Listening } from './listen.js';
import { readCall, write } from './over-http.js';

/** Serves a handler as the one middleware of an Express application. */
export function overExpress(handler: Handler): Promise<Listening> {
  const app = express();
  app.use(async (request, response) => {
    write(response, await handler(await readCall(request)));
  });
  return listen(createServer(app));
}
