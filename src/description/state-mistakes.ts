import { operationsOf, type Document } from './document.js';
import { pointerTo } from './json-pointer.js';
import type { Loss } from './loss.js';
import { mergeParameters } from './operations.js';
import { isStateRule, readStateRule } from './state-rule.js';

/** Every `x-state` of a document that cannot be read, with its place: such an operation is served without it. */
export function findStateMistakes({ paths = {} }: Document): readonly Loss[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    operationsOf(item).flatMap(([method, operation]) => {
      if (operation['x-state'] === undefined) return [];
      const read = readStateRule(
        operation['x-state'],
        mergeParameters(item.parameters ?? [], operation.parameters ?? []),
      );
      if (isStateRule(read)) return [];
      const place = `${pointerTo(pointerTo('/paths', path), method.toLowerCase())}/x-state`;
      return read.map(({ pointer, message }) => ({
        pointer: place + pointer,
        message: `x-state${pointer} of ${method} ${path} ${message}, so it is served without it`,
      }));
    }),
  );
}
