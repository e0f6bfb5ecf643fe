import { createValidator } from '../../src/conformance/validator.js';
import type { Description } from '../../src/description/load.js';
import { indexPaths } from '../../src/description/paths/match-path.js';
import type { Operation } from '../../src/description/operations.js';
import { originForm } from '../../src/mock/handler.js';
import { errorCodes } from '../../src/index.js';
import type { Came, Sent } from './client.js';

/** Says where an answer of the control API is not as its description has it; and which operation did as it was told. */
export interface ControlJudge {
  departures(sent: Sent, came: Came): readonly string[];
  readonly succeeded: ReadonlySet<string>;
}

export function judgeControl({ document, operations }: Description): ControlJudge {
  const match = indexPaths(operations);
  const validator = createValidator(document);
  const described = operations.flatMap(({ answers }) => answers.map(({ name }) => name));
  const codes = new Set<unknown>([...errorCodes, ...described]);
  const succeeded = new Set<string>();
  return {
    succeeded,
    departures({ method, path }, came) {
      if (came.kind === 'broken') return [];
      const matched = match(method, originForm(path).split('?', 1)[0] ?? '');
      const operation = matched.kind === 'operation' ? matched.operation : undefined;
      if (operation !== undefined && came.status < 300) succeeded.add(operation.id);
      if (came.kind === 'stream' || came.body === '') return [];
      const place = `${method} ${path} ${String(came.status)}`;
      const body = JSON.parse(came.body) as { code?: unknown };
      if (came.status >= 300 && !codes.has(body.code)) return [`${place} has no known code: ${came.body}`];
      return violationsOf(operation, came.status, body).map((violation) => `${place} ${violation}`);
    },
  };

  function violationsOf(operation: Operation | undefined, status: number, body: unknown): readonly string[] {
    if (operation?.answers.some(({ statusKey }) => statusKey === String(status)) !== true) return [];
    const violations = validator.reply(operation, String(status), body);
    return violations.map(({ pointer, message }) => `${pointer} ${message}`);
  }
}
