/** node serve-plain.mjs <kind> <port> <description>: the documented answers by hand, and nothing else. */
import { createServer } from 'node:http';
import process from 'node:process';
import { answers, workloads } from './workloads.mjs';

const [kind, port, definition] = process.argv.slice(2);
const feishuPath = workloads['feishu-valid'].path;
const fungamePath = workloads['fungame-valid'].path;
const kinds = { 'node-http': nodeHttp, express: bareExpress, fastify: bareFastify, 'openapi-backend': openapiBackend };

await kinds[kind]({ port: Number(port), host: '127.0.0.1' });

function answerFungame(authorization) {
  return authorization?.startsWith('Bearer ') ? answers.sessionEnded : answers.notSignedIn;
}

function answerFeishu({ logout_reason: reason = 34 }) {
  return reason >= 34 && reason <= 36 ? answers.loggedOut : answers.wrongReason;
}

function nodeHttp({ port, host }) {
  createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const isFungame = request.url === fungamePath;
      const { status, body } = isFungame
        ? answerFungame(request.headers.authorization)
        : answerFeishu(JSON.parse(text || '{}'));
      response.statusCode = status;
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(body && JSON.stringify(body));
    });
  }).listen(port, host);
}

async function bareExpress({ port, host }) {
  const { default: express } = await import('express');
  const app = express();
  app.use(express.json());
  app.post(fungamePath, (request, response) => give(response, answerFungame(request.get('authorization'))));
  app.post(feishuPath, (request, response) => give(response, answerFeishu(request.body ?? {})));
  app.listen(port, host);
}

function give(response, { status, body }) {
  response.status(status);
  if (body === undefined) response.end();
  else response.json(body);
}

async function bareFastify({ port, host }) {
  const { default: fastify } = await import('fastify');
  const app = fastify();
  const properties = {
    logout_type: { type: 'integer', enum: [1, 2, 3] },
    user_id: { type: 'string' },
    logout_reason: { type: 'integer', enum: [34, 35, 36] },
  };
  const schema = { body: { type: 'object', required: ['logout_type'], properties } };
  app.post(fungamePath, ({ headers }, reply) => {
    const { status, body } = answerFungame(headers.authorization);
    return reply.code(status).send(body);
  });
  app.post(feishuPath, { schema }, (_, reply) => reply.send(answers.loggedOut.body));
  app.setErrorHandler((_, __, reply) => reply.code(400).send(answers.wrongReason.body));
  await app.listen({ port, host });
}

// As its README shows, and as its documentation adds security handlers.
async function openapiBackend({ port, host }) {
  const { default: express } = await import('express');
  const { OpenAPIBackend } = await import('openapi-backend');
  // Without `quick` it checks our OpenAPI 3.1 by the rules of 3.0, and does not start.
  const api = new OpenAPIBackend({ definition, quick: true });
  api.register({
    LogOut: (_, __, response) => give(response, answers.sessionEnded),
    logout: (_, __, response) => give(response, answers.loggedOut),
    validationFail: (_, __, response) => give(response, answers.wrongReason),
    unauthorizedHandler: (_, __, response) => give(response, answers.notSignedIn),
    notFound: (_, __, response) => response.status(404).json({ err: 'not found' }),
  });
  const isBearer = ({ request }) => /^Bearer ./.test(request.headers.authorization ?? '');
  for (const name of ['bearerToken', 'tenantAccessToken']) api.registerSecurityHandler(name, isBearer);
  await api.init();
  const app = express();
  app.use(express.json());
  app.use((request, response) => api.handleRequest(request, request, response));
  app.listen(port, host);
}
