import { json } from '../../transport/answer.js';
import { successPayload } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

const everyName = ['F16', 'F17', 'F18', 'F19', 'F20', 'A-F1'] as const;

/** How the members of a success are named, and where they stand. */
export const successNames: readonly Fault[] = [
  renamed('all members in camelCase', (name) => name.charAt(0).toLowerCase() + name.slice(1)),
  renamed('all members in lower case', (name) => name.toLowerCase()),
  renamed('all members in upper case', (name) => name.toUpperCase()),
  renamed('all members in snake_case', (name) => name.replace(/(?<=.)([A-Z])/g, '_$1').toLowerCase()),
  renamed('all members with a blank behind', (name) => `${name} `),
  one('RequestType', 'requestType', ['A-F1', 'F17', 'F16']),
  one('StatusCode', 'Statuscode', ['A-F1', 'F18', 'F16']),
  one('Message', 'message', ['A-F1', 'F19', 'F16']),
  one('Data', 'data', ['A-F1', 'F20', 'F16']),
  one('RequestType', 'Type', ['F17', 'F16']),
  one('StatusCode', 'Code', ['F18', 'F16']),
  one('StatusCode', 'Status_Code', ['F18', 'F16']),
  one('Message', 'Msg', ['F19', 'F16']),
  one('Data', 'Result', ['F20', 'F16']),
  shaped('wrapped in PayloadModel', (payload) => ({ PayloadModel: payload })),
  shaped('wrapped in data', (payload) => ({ success: true, data: payload })),
  shaped('in a list', (payload) => [payload]),
  shaped('as JSON within a JSON string', (payload) => JSON.stringify(payload)),
  shaped('as a list of pairs', (payload) => Object.entries(payload)),
  shaped('only as its message', () => '你已成功退出登录！'),
  shaped('as null', () => null),
  shaped('as an empty object', () => ({})),
  shaped('as true', () => true),
];

function renamed(name: string, rename: (name: string) => string): Fault {
  return must(name, [...everyName], (service) => {
    const members = Object.entries(successPayload()).map(([key, value]): [string, unknown] => [rename(key), value]);
    service.success = () => json(200, Object.fromEntries(members));
  });
}

function one(from: string, to: string, breaks: Fault['breaks']): Fault {
  return must(`${from} is named ${to}`, breaks, (service) => {
    const members = Object.entries(successPayload()).map(([key, value]) => [key === from ? to : key, value as unknown]);
    service.success = () => json(200, Object.fromEntries(members));
  });
}

function shaped(name: string, shape: (payload: object) => unknown): Fault {
  return must(`the payload ${name}`, [...everyName, 'F10'], (service) => {
    service.success = () => json(200, shape(successPayload()));
  });
}
