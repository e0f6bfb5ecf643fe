import { basename } from 'node:path';
import { isAddress, readTargets, UserError, type Target } from '../index.js';
import { text, type Flags } from './command.js';

/**
 * The target that `--target` and `--url` give for an API; `undefined` when neither is given.
 * @throws UserError ARGUMENT_INVALID, TARGET_INVALID or TARGET_NOT_FOUND.
 */
export async function readTarget(api: string, values: Flags): Promise<Target | undefined> {
  const file = text(values, 'target');
  const url = text(values, 'url');
  if (url !== undefined && !isAddress(url)) {
    throw new UserError('ARGUMENT_INVALID', `--url takes an http or https address without a query, not "${url}".`);
  }
  if (file === undefined) return url === undefined ? undefined : { url };
  const name = basename(api);
  const target = (await readTargets(file, process.env))[name];
  if (target === undefined && url === undefined) {
    throw new UserError('TARGET_INVALID', `${file} has no entry "${name}", and no --url is given.`);
  }
  if (target?.url === undefined && url === undefined) {
    throw new UserError('TARGET_INVALID', `${file}: ${api} has no url, and no --url is given.`);
  }
  return { ...target, ...(url !== undefined && { url }) };
}
