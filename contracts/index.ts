export { defineContract, type Case, type Contract, type ContractOptions } from '../src/check/contract.js';
export { feishuContract } from './feishu.contract.js';
export { fungameContract } from './fungame.contract.js';
