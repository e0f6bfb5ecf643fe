import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import type { Changes } from '../base.js';
import { failure, hangUp } from '../reply.js';
import { hasUser, idTypes, isAbsent, isObject, isText } from '../rules.js';
import type { Call } from '../rules.js';
import { everySuccess, exempt, refuse, reword } from './changes.js';

/** Wrong about whom to sign out. */
export const wrongIdentifiers: readonly WrongServer<FeishuFixtures>[] = [
  // Required by the logout type
  wrong('serves logout_type 1 without user_id', 'must', ['L31'], () =>
    exempt(['userIdGiven', 'userKnown'], (call) => isAbsent(call.body.user_id)),
  ),
  wrong('serves logout_type 1 with idp_credential_id in place of user_id', 'must', ['L31'], () =>
    exempt(['userIdGiven', 'userKnown'], (call) => isAbsent(call.body.user_id) && hasCredential(call)),
  ),
  wrong('serves logout_type 2 without idp_credential_id', 'must', ['L22'], () =>
    exempt(['idpGiven', 'idpKnown'], (call) => isAbsent(call.body.idp_credential_id)),
  ),
  wrong('serves logout_type 2 with user_id in place of idp_credential_id', 'must', ['L22'], () =>
    exempt(['idpGiven', 'idpKnown'], (call) => isAbsent(call.body.idp_credential_id) && hasUserId(call)),
  ),
  wrong('serves logout_type 3 without sid', 'must', ['L38'], () => exempt(['sidGiven'], () => true)),
  wrong('serves logout_type 3 with user_id in place of sid', 'must', ['L38'], () => exempt(['sidGiven'], hasUserId)),
  wrong('answers logout_type 1 without user_id with 500', 'must', ['L31', 'L45'], () =>
    reword('userIdGiven', () => failure(1080001, 500)),
  ),
  wrong(
    'answers logout_type 2 without idp_credential_id with HTTP 200 and 1080001',
    'must',
    ['L22', 'L41', 'L45'],
    () => reword('idpGiven', () => failure(1080001, 200)),
  ),
  wrong('answers logout_type 3 without sid with 404', 'must', ['L38', 'L45', 'L46'], () =>
    reword('sidGiven', () => failure(1084001, 404)),
  ),
  wrong('answers logout_type 1 without user_id with 1084001', 'letter', ['L45', 'L31'], () =>
    reword('userIdGiven', () => failure(1084001)),
  ),

  // Required although optional
  wrong('requires user_id of every logout_type', 'must', ['L30', 'L25', 'L21', 'L22', 'L37', 'L38'], () =>
    refuse('userIdGiven', (call) => !isText(call.body.user_id)),
  ),
  wrong('requires idp_credential_id of every logout_type', 'must', everySuccess, () =>
    refuse('idpGiven', (call) => !isText(call.body.idp_credential_id)),
  ),
  wrong('requires sid of every logout_type', 'must', everySuccess, () =>
    refuse('sidGiven', (call) => !isText(call.body.sid)),
  ),
  wrong('requires terminal_type', 'must', everySuccess, () =>
    refuse('terminalList', (call) => isAbsent(call.body.terminal_type)),
  ),
  wrong('requires logout_reason', 'must', everySuccess, () =>
    refuse('logoutReason', (call) => isAbsent(call.body.logout_reason), 1084002),
  ),
  wrong('requires user_id_type', 'must', everySuccess, () =>
    refuse('userIdType', (call) => !call.query.has('user_id_type')),
  ),
  wrong('refuses a body with more than one identifier', 'must', ['L40', 'L21', 'L30', 'L37'], () =>
    refuse('logoutType', ({ body }) => [body.user_id, body.idp_credential_id, body.sid].filter(isText).length > 1),
  ),

  // user_id_type
  wrong('takes union_id as the default of user_id_type', 'must', ['L18', 'L15'], () => ({
    idType: (query) => query.get('user_id_type') ?? 'union_id',
  })),
  wrong('takes user_id as the default of user_id_type', 'must', ['L18', 'L15'], () => ({
    idType: (query) => query.get('user_id_type') ?? 'user_id',
  })),
  wrong('takes an unknown user_id_type for open_id', 'must', ['L17'], () => ({
    ...exempt(['userIdType'], () => true),
    idType: (query) => idTypes.find((idType) => idType === query.get('user_id_type')) ?? 'open_id',
  })),
  wrong('answers an unknown user_id_type with 500', 'must', ['L17', 'L45'], () =>
    reword('userIdType', () => failure(1080001, 500)),
  ),
  wrong('answers an unknown user_id_type with HTTP 200 and 1080001', 'must', ['L17', 'L41', 'L45'], () =>
    reword('userIdType', () => failure(1080001, 200)),
  ),
  wrong('refuses user_id_type=open_id when spelt out', 'must', ['L17', 'L18', 'L16'], () => refuseIdType('open_id')),
  wrong('refuses user_id_type=union_id', 'must', ['L17'], () => refuseIdType('union_id')),
  wrong('refuses user_id_type=user_id as unknown', 'must', ['L17'], () => refuseIdType('user_id')),
  wrong('reads every user_id as an open_id', 'must', ['L17', 'L30'], () => ({ idType: () => 'open_id' })),

  // Of another type
  wrong('takes an object for a user_id', 'letter', ['L30', 'L21', 'L37'], () =>
    exempt(['userIdGiven', 'userKnown'], ({ body }) => isObject(body.user_id)),
  ),
  wrong('takes an object for an idp_credential_id', 'letter', ['L30', 'L21', 'L37'], () =>
    exempt(['idpGiven', 'idpKnown'], ({ body }) => isObject(body.idp_credential_id)),
  ),
  wrong('takes an object for a sid', 'letter', ['L30', 'L21', 'L37'], () =>
    exempt(['sidWellFormed', 'sidKnown'], ({ body }) => isObject(body.sid)),
  ),

  // Nobody there
  wrong('answers an unknown user with 404', 'must', ['L30', 'L31', 'L45'], () =>
    reword('userKnown', () => failure(1080001, 404)),
  ),
  wrong('answers an unknown user with HTTP 200 and 99992351', 'must', ['L30', 'L31', 'L41', 'L45'], () =>
    reword('userKnown', () => failure(99992351, 200)),
  ),
  wrong('answers an unknown user with 500', 'must', ['L30', 'L31', 'L45'], () =>
    reword('userKnown', () => failure(1080001, 500)),
  ),
  wrong('hangs up on an unknown user', 'must', ['L30', 'L31', 'L45'], () => reword('userKnown', () => hangUp)),
];

function hasCredential(call: Call): boolean {
  return hasUser(call, 'idp_credential_id', call.body.idp_credential_id);
}

function hasUserId(call: Call): boolean {
  return hasUser(call, call.idType, call.body.user_id);
}

function refuseIdType(idType: string): Changes {
  return refuse('userIdType', (call) => call.query.get('user_id_type') === idType);
}
