import type { DocumentedAnswer, DocumentedBody, DocumentedOperation } from './documented.js';
import { UndocumentedAnswer } from './undocumented-answer.js';

/** A documented answer; what it may be of each operation is said by `Result`. */
export interface AnyResult {
  readonly status: number;
  readonly ok: boolean;
  readonly code?: number | string | null;
  readonly body: unknown;
}

/**
 * Reads an answer as its operation documents it. A body where none is documented is not read.
 * @throws UndocumentedAnswer
 */
export async function readAnswer(id: string, { answers }: DocumentedOperation, response: Response): Promise<AnyResult> {
  const { status, ok } = response;
  const documented = answers[status] ?? answers[`${Math.floor(status / 100)}XX`];
  if (documented === undefined) throw new UndocumentedAnswer(id, response, await response.text(), 'which is unknown');
  const body = chooseBody(documented, response.headers.get('Content-Type') ?? '');
  if (body === undefined) {
    await response.body?.cancel(); // else it would hold on to its connection
    return { status, ok, body: undefined };
  }
  if (body.as === 'blob') return { status, ok, body: await response.blob() };
  const text = await response.text();
  if (body.as === 'text' || (body.as === 'empty' && text === '')) return { status, ok, body: text };
  return { status, ok, ...readJson(text, body, (why) => new UndocumentedAnswer(id, response, text, why)) };
}

// Servers label their answers carelessly, so a body of the same kind will do, and else the first one.
function chooseBody(documented: DocumentedAnswer, contentType: string): DocumentedBody | undefined {
  const type = essenceOf(contentType);
  const exact = Object.entries(documented).find(([media]) => essenceOf(media) === type);
  if (exact !== undefined) return exact[1];
  const bodies = Object.values(documented);
  return bodies.find(({ as }) => (as === 'json') === /[/+]json$/.test(type)) ?? bodies[0];
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

function readJson(
  text: string,
  { as, codes }: DocumentedBody,
  refuse: (why: string) => UndocumentedAnswer,
): Pick<AnyResult, 'code' | 'body'> {
  if (as === 'empty') throw refuse('with a body where none is documented');
  const body = parse(text, refuse);
  if (codes === undefined) return { body };
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  const known = codes.find((each) => each === code);
  if (known !== undefined) return { code: known, body };
  // A text may be anything, also a credential that is sent back.
  throw refuse(typeof code === 'number' ? `code ${code}` : 'without a known code');
}

function parse(text: string, refuse: (why: string) => UndocumentedAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('whose body is no JSON');
  }
}
