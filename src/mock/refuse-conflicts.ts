import { pathKey } from '../description/match-path.js';
import { UserError } from '../errors.js';
import type { MockedApi } from './mocked-api.js';

/** @throws UserError OPERATION_CONFLICT when two APIs describe the same method and path. */
export function refuseConflicts(apis: readonly MockedApi[]): void {
  const owners = new Map<string, string>();
  for (const { description } of apis) {
    for (const { method, path } of description.operations) {
      const owner = owners.get(`${method} ${pathKey(path)}`);
      if (owner !== undefined) {
        const message = `${owner} and ${description.name} both describe ${method} ${path}. Serve them by two mocks.`;
        throw new UserError('OPERATION_CONFLICT', message);
      }
      owners.set(`${method} ${pathKey(path)}`, description.name);
    }
  }
}
