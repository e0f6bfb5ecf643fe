import type { Contract } from '../src/check/contract.js';
export const fungameContract: Contract = { api: 'fungame' };
