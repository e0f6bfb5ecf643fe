import { LineCounter, isMap, isPair, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { pointerTokens } from './json-pointer.js';

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the first syntax error of a YAML or JSON text is, and what it is. */
export function findSyntaxError(text: string): (Position & { readonly message: string }) | undefined {
  const [error] = parseDocument(text, { prettyErrors: false }).errors;
  if (error === undefined) return undefined;
  return { ...positionAt(text, error.pos[0]), message: error.message };
}

/** Where a JSON Pointer leads in a YAML or JSON text: the deepest key on its way that the text has. */
export function locate(text: string, pointer: string): Position {
  return createLocate(text)(pointer);
}

/** The same for a text that is asked several times. */
export function createLocate(text: string): (pointer: string) => Position {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  return (pointer) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const token of pointerTokens(pointer)) {
      const step = stepInto(node, token);
      if (step === undefined) break;
      offset = step.offset;
      node = step.node;
    }
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function stepInto(node: unknown, token: string): { offset: number; node: unknown } | undefined {
  if (isSeq(node)) {
    const item: unknown = node.items[Number(token)];
    return item === undefined ? undefined : { offset: startOf(item), node: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === token);
  return pair === undefined ? undefined : { offset: startOf(pair.key), node: pair.value };
}

function startOf(node: unknown): number {
  return (node as Node).range?.[0] ?? 0; // a node of a parsed document is a Node with a range
}
