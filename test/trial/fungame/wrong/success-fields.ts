import { json } from '../../transport/answer.js';
import { successPayload } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

/** The values of the four members of a success. */
export const successFields: readonly Fault[] = [
  ...[0, 13, 200, -1, 1.5, '1', 'RunTime_Logout', true, null, [1], { value: 1 }].map((value) =>
    member('RequestType', value, ['F17', 'A-F19', 'F16']),
  ),
  ...['200', 0, 1, 201, 400, -200, 200.5, true, null, [200], 'OK'].map((value) =>
    member('StatusCode', value, ['F18', 'A-F18', 'F16']),
  ),
  ...['', null, 200, true, ['你已成功退出登录！'], { text: '你已成功退出登录！' }].map((value) =>
    member('Message', value, ['F19', 'A-F3', 'F16']),
  ),
  ...[null, [], '', '{}', 0, false, { user: 'redbud' }, { Data: {} }, [{}]].map((value) =>
    member('Data', value, ['F20', 'A-F20', 'F16']),
  ),
  missing('RequestType', ['F17', 'A-F19', 'F16']),
  missing('StatusCode', ['F18', 'A-F18', 'F16']),
  missing('Message', ['F19', 'A-F3', 'F16']),
  missing('Data', ['F20', 'A-F20', 'F16']),
];

type Member = 'RequestType' | 'StatusCode' | 'Message' | 'Data';

function member(name: Member, value: unknown, breaks: Fault['breaks']): Fault {
  return must(`success with ${name} ${JSON.stringify(value)}`, breaks, (service) => {
    service.success = () => json(200, { ...successPayload(), [name]: value });
  });
}

function missing(name: Member, breaks: Fault['breaks']): Fault {
  return must(`success without ${name}`, breaks, (service) => {
    service.success = () => json(200, { ...successPayload(), [name]: undefined });
  });
}
