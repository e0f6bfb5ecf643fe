import type { Contract } from '../src/check/contract.js';
export const feishuContract: Contract = { api: 'feishu' };
