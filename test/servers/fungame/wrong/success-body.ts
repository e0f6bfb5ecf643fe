import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { json, success } from '../base.js';
import type { Answer } from '../base.js';
import { answering, camelCased, letter, must, successBody, successWith, without } from './make-wrong.js';

/** Wrong in the body of a successful logout. */
export const wrongSuccessBodies: readonly WrongServer<FunGameFixtures>[] = [
  must('names in camelCase', ['F16', 'F17', 'F18', 'F19', 'F20'], successBody(camelCased)),
  must(
    'only the name of Message in lower case',
    ['F16', 'F19'],
    successBody((payload) => ({
      ...without(payload, 'Message'),
      message: payload.Message,
    })),
  ),

  must(
    'RequestType is missing',
    ['F16', 'F17'],
    successBody((payload) => without(payload, 'RequestType')),
  ),
  must('RequestType is a string of a digit', ['F16', 'F17'], successWith({ RequestType: '1' })),
  must('RequestType is the name of the constant', ['F16', 'F17'], successWith({ RequestType: 'RunTime_Logout' })),
  must('RequestType is that of the login', ['F16', 'F17'], successWith({ RequestType: 13 })),
  must('RequestType is 0', ['F16', 'F17'], successWith({ RequestType: 0 })),
  must('RequestType is a boolean', ['F16', 'F17'], successWith({ RequestType: true })),
  must('RequestType is a list of one', ['F16', 'F17'], successWith({ RequestType: [1] })),
  must('RequestType is not whole', ['F16', 'F17'], successWith({ RequestType: 1.5 })),
  must('RequestType counts the logouts', ['F16', 'F17'], (usual) => {
    let count = 0;
    return successBody((payload) => ({ ...payload, RequestType: (count += 1) }))(usual);
  }),

  must(
    'StatusCode is missing',
    ['F16', 'F18'],
    successBody((payload) => without(payload, 'StatusCode')),
  ),
  must(
    'StatusCode is called Status',
    ['F16', 'F18'],
    successBody((payload) => ({
      ...without(payload, 'StatusCode'),
      Status: payload.StatusCode,
    })),
  ),
  must('StatusCode is a string', ['F16', 'F18'], successWith({ StatusCode: '200' })),
  must('StatusCode is 0 for a success', ['F16', 'F18'], successWith({ StatusCode: 0 })),
  must('StatusCode is 204', ['F16', 'F18'], successWith({ StatusCode: 204 })),

  must(
    'Message is missing',
    ['F16', 'F19'],
    successBody((payload) => without(payload, 'Message')),
  ),
  must('Message is empty', ['F16', 'F19'], successWith({ Message: '' })),
  must('Message is null', ['F16', 'F19'], successWith({ Message: null })),
  must(
    'Message is a list',
    ['F16', 'F19'],
    successBody((payload) => ({ ...payload, Message: [payload.Message] })),
  ),
  must(
    'Message is an object by language',
    ['F16', 'F19'],
    successBody((payload) => ({
      ...payload,
      Message: { zh: payload.Message },
    })),
  ),

  must(
    'Data is missing',
    ['F16', 'F20'],
    successBody((payload) => without(payload, 'Data')),
  ),
  must('Data is null', ['F16', 'F20'], successWith({ Data: null })),
  must('Data is a list', ['F16', 'F20'], successWith({ Data: [] })),
  must('Data is an empty string', ['F16', 'F20'], successWith({ Data: '' })),
  must('Data is JSON in a string', ['F16', 'F20'], successWith({ Data: '{}' })),
  must('Data is false', ['F16', 'F20'], successWith({ Data: false })),
  must('Data names the user', ['F16', 'F20'], successWith({ Data: { Username: 'anna' } })),
  must('Data has a member that is null', ['F16', 'F20'], successWith({ Data: { Next: null } })),
  must('Data tells, from the second logout on, who left before', ['F16', 'F20'], (usual) => {
    const left: string[] = [];
    return {
      logOut: (token, claims, ledger) => {
        left.push(claims.sub);
        usual.logOut(token, claims, ledger);
      },
      answers: { ...usual.answers, live: () => json(200, { ...success(), Data: { ...left.slice(0, -1) } }) },
    };
  }),

  must(
    'the payload is inside an envelope',
    ['F16', 'F17', 'F18', 'F19'],
    successBody((payload) => ({ Payload: payload })),
  ),
  must(
    'the payload is in a list',
    ['F16', 'F17', 'F18', 'F19'],
    successBody((payload) => [payload]),
  ),
  must(
    'the payload is JSON in a JSON string',
    ['F10', 'F16', 'F17', 'F18', 'F19'],
    successBody((payload) => JSON.stringify(payload)),
  ),
  must(
    'the body is null',
    ['F10', 'F16', 'F17', 'F18', 'F19'],
    successBody(() => null),
  ),
  must(
    'the body is an empty object',
    ['F16', 'F17', 'F18', 'F19'],
    successBody(() => ({})),
  ),
  must(
    'the body is empty',
    ['F10', 'F16'],
    answering(['live'], () => ({ ...json(200, ''), body: '' })),
  ),
  must(
    'the JSON is cut off',
    ['F10', 'F16'],
    answering(['live'], () => rewritten((text) => text.slice(0, -1))),
  ),
  must(
    'a line for debugging follows the JSON',
    ['F10', 'F16'],
    answering(['live'], () => rewritten((text) => `${text}\n<!-- 3 ms -->`)),
  ),
  must(
    'the JSON has single quotes',
    ['F10', 'F16'],
    answering(['live'], () => rewritten((text) => text.replaceAll('"', "'"))),
  ),
  must(
    'the members are form fields',
    ['F10', 'F16'],
    answering(['live'], () => rewritten(() => 'RequestType=1&StatusCode=200')),
  ),

  letter('Message is English', ['F19', 'F21'], successWith({ Message: 'You have logged out!' })),
  letter('Message lacks its exclamation mark', ['F19', 'F21'], successWith({ Message: '你已成功退出登录' })),
  letter('Message ends with the other exclamation mark', ['F19', 'F21'], successWith({ Message: '你已成功退出登录!' })),
  letter('Message ends with a blank', ['F19', 'F21'], successWith({ Message: '你已成功退出登录！ ' })),
  letter('Message begins with a blank', ['F19', 'F21'], successWith({ Message: ' 你已成功退出登录！' })),
  letter('Message says 您 for 你', ['F19', 'F21'], successWith({ Message: '您已成功退出登录！' })),
  letter('Message goes on with another sentence', ['F19', 'F21'], successWith({ Message: '你已成功退出登录！再见。' })),
  letter('Message is that of the failure', ['F19', 'F21'], successWith({ Message: '退出登录失败！' })),
  letter(
    'Message is encoded twice',
    ['F19', 'F21'],
    successBody((payload) => ({
      ...payload,
      Message: Buffer.from(payload.Message).toString('latin1'),
    })),
  ),
];

function rewritten(rewrite: (text: string) => string): Answer {
  return { ...json(200, success()), body: rewrite(JSON.stringify(success())) };
}
