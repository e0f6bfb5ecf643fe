const text = { type: 'string' };
const texts = list(text);
const number = { type: 'number' };
const level = { enum: ['must', 'letter', 'info'] };

const request = object(
  { method: text, url: text, headers: { type: 'object', additionalProperties: text } },
  { body: text },
);
const reply = object({
  status: { type: 'integer' },
  headers: { type: 'object', additionalProperties: texts },
  body: text,
});
const finding = object(
  { rule: text, level, statements: texts, message: text, expected: text, came: text },
  { cause: text },
);
const acceptance = object({ reason: text }, { statement: text, operation: text, rule: text, came: text });
const causes = list(object({ finding, request, cases: texts }, { accepted: text }));

const caseResult = object(
  {
    title: text,
    statements: texts,
    outcome: { enum: ['tried', 'skipped', 'inconclusive'] },
    duration: number,
    evidence: list(object({ finding, request })),
    exchanges: list(object({ request, reply, duration: number })),
  },
  { reason: text, operation: text, succeeds: { type: 'boolean' }, lacks: texts, isLeftOut: { type: 'boolean' } },
);

const coverage = object({
  statements: list(
    object(
      { id: text, state: { enum: ['checked', 'skipped', 'not-checkable', 'unguarded'] }, cases: number },
      { why: text },
    ),
  ),
  items: list(
    object({
      kind: { enum: ['parameter', 'value', 'answer', 'code'] },
      operation: text,
      name: text,
      seen: { type: 'boolean' },
    }),
  ),
  percent: number,
});

const shard = object({ index: number, total: number });
const verdict = object({ state: { enum: ['kept', 'broken', 'untried'] }, sentence: text });

const report = object(
  {
    api: text,
    subject: text,
    document: object({ title: text, address: text }),
    statements: list(object({ id: text, section: text, says: text, level }, { unchecked: text })),
    startedAt: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T' },
    duration: number,
    strict: { type: 'boolean' },
    accept: list(acceptance),
    cases: list(caseResult),
    outcome: object({
      broken: causes,
      notes: causes,
      observed: causes,
      accepted: causes,
      stale: list(acceptance),
    }),
    coverage,
  },
  { verdict, success: text, shard, missing: list(shard) },
);

/** The JSON Schema (2020-12) of a file of reports. What a later version adds is let through. */
export const reportsSchema: object = object({ version: { const: 1 }, reports: list(report) });

function list(items: object): object {
  return { type: 'array', items };
}

function object(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}
