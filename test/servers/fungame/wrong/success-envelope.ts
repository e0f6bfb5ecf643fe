import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { bare, json, success } from '../base.js';
import type { Answer } from '../base.js';
import { answering, BREAKS, must } from './make-wrong.js';

/** Wrong in the status or the media type, with the documented body. */
export const wrongSuccessEnvelopes: readonly WrongServer<FunGameFixtures>[] = [
  must(
    'success is 201',
    BREAKS.noSuccess,
    answering(['live'], () => json(201, success())),
  ),
  must(
    'success is 201, in the body as well',
    BREAKS.noSuccess,
    answering(['live'], () => json(201, { ...success(), StatusCode: 201 })),
  ),
  must(
    'success is 202',
    BREAKS.noSuccess,
    answering(['live'], () => json(202, success())),
  ),
  must(
    'success is 204 without a body',
    ['F10', ...BREAKS.noSuccess],
    answering(['live'], () => bare(204)),
  ),
  must(
    'success is a redirect to the start page',
    BREAKS.noSuccess,
    answering(['live'], () => bare(303, { Location: '/' })),
  ),
  must(
    'the body of a success is text/plain',
    ['F10', 'F16'],
    answering(['live'], () => labelled('text/plain; charset=utf-8')),
  ),
  must(
    'the body of a success is text/html',
    ['F10', 'F16'],
    answering(['live'], () => labelled('text/html; charset=utf-8')),
  ),
  must(
    'the body of a success is text/json',
    ['F10', 'F16'],
    answering(['live'], () => labelled('text/json')),
  ),
  must(
    'the body of a success is a stream of bytes',
    ['F10', 'F16'],
    answering(['live'], () => labelled('application/octet-stream')),
  ),
  must(
    'the body of a success is problem+json',
    ['F10', 'F16'],
    answering(['live'], () => labelled('application/problem+json')),
  ),
  must(
    'the media type of a success only begins like JSON',
    ['F10', 'F16'],
    answering(['live'], () => labelled('application/json-seq')),
  ),
  must(
    'application/json is only a parameter of the media type',
    ['F10', 'F16'],
    answering(['live'], () => labelled('text/plain; was="application/json"')),
  ),
  must(
    'a success has no media type',
    ['F10', 'F16'],
    answering(['live'], () => ({ ...json(200, success()), headers: {} })),
  ),
  must(
    'every status is 200, the body says which',
    ['F03', 'F14', 'F18', 'F22', 'F24', 'F26', 'F27', 'F30'],
    ({ write }) => ({
      write: (answer, response) => {
        write(withStatus200(answer), response);
      },
    }),
  ),
];

function labelled(type: string): Answer {
  return { ...json(200, success()), headers: { 'Content-Type': type } };
}

function withStatus200(answer: Answer): Answer {
  if (answer.status === 401) return json(200, { ...success(), StatusCode: 401, Message: '请先登录。' });
  return answer.status === 400 ? { ...answer, status: 200 } : answer;
}
