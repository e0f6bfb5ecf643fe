import { json } from '../../transport/answer.js';
import { failurePayload, successPayload } from '../session-service.js';
import { letter, type Fault } from '../wrong-trial.js';

/** The documented messages, character by character. */
export const messages: readonly Fault[] = [
  ...[
    '你已成功退出登录！ ',
    '你已成功退出登录!',
    '你已成功退出登录',
    '你已成功退出登录。',
    '你已成功退出登录！\n',
    '您已成功退出登录！',
    '你已經成功退出登錄！',
    'You have logged out.',
    '退出登录失败！',
    '\u200b你已成功退出登录！',
  ].map((message) =>
    letter(`success says ${JSON.stringify(message)}`, ['F19', 'F21', 'A-F3'], (service) => {
      service.success = () => json(200, { ...successPayload(), Message: message });
    }),
  ),
  ...['退出登录失败！ ', '退出登录失败!', '退出登录失败！服务器可能暂时无法处理此请求。', '你已成功退出登录！'].map(
    (message) =>
      letter(`a missing session is told ${JSON.stringify(message)}`, ['F27', 'F23', 'F22', 'A-F4'], (service) => {
        service.noSession = () => json(400, { ...failurePayload(), Message: message });
      }),
  ),
];
