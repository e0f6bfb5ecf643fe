import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { createBudget, type Budget } from './budget.js';
import type { Below } from './efforts.js';
import { lengthOf } from './json.js';
import { readPattern } from './pattern.js';

/** What texts of a pattern have to be besides. */
export interface TextLimits {
  /** In code points. @default 0 */
  readonly minLength: number;
  readonly maxLength: number;
  /** Counted from 0: the first text, or a further one. @default 0 */
  readonly number?: number;
  /** For texts by chance. @default the likeliest ones */
  readonly below?: Below | undefined;
}

/**
 * Texts that a regular expression most likely matches, simple ones first; look-arounds are not understood, so whoever
 * takes one tests it. Few, and bounded in steps however large the pattern's repetitions are.
 */
export function* textsOfPattern(pattern: string, limits: TextLimits): Generator<string, void> {
  const tree = parse(pattern);
  if (tree === undefined) return;
  const ahead = lookaheadsOf(tree);
  const budget = createBudget(mostSteps);
  const { number = 0 } = limits;
  for (let variant = number; variant < number + mostVariants; variant += 1) {
    const options = { ...limits, budget, variant, isMixed: (variant + ahead.length) % 2 === 1 };
    const text = attempt(tree, options);
    if (text === undefined) return;
    yield text;
    // What a look-ahead asks for may stand anywhere, mostly first.
    if (ahead.length > 0) yield ahead.map((part) => attempt(part, options) ?? '').join('') + text;
  }
}

const mostVariants = 6;
const longestPattern = 5000;
const mostSteps = 20_000;

type Tree = AST.Pattern | AST.LookaheadAssertion;

const parser = new RegExpParser({ ecmaVersion: 2025 });

const trees = new Map<string, AST.Pattern | undefined>();
const mostTrees = 200;

function parse(pattern: string): AST.Pattern | undefined {
  if (trees.has(pattern)) return trees.get(pattern);
  if (trees.size >= mostTrees) trees.clear();
  const tree = parseAnew(pattern);
  trees.set(pattern, tree);
  return tree;
}

function parseAnew(pattern: string): AST.Pattern | undefined {
  if (pattern.length > longestPattern) return undefined;
  const unicode = readPattern(pattern)?.unicode;
  if (unicode === undefined) return undefined;
  try {
    return parser.parsePattern(pattern, 0, pattern.length, { unicode });
  } catch {
    return undefined; // nested deeper than the stack, or newer than the parser
  }
}

function lookaheadsOf({ alternatives }: Tree): readonly AST.LookaheadAssertion[] {
  return (alternatives[0]?.elements ?? []).flatMap((element) =>
    element.type === 'Assertion' && element.kind === 'lookahead' && !element.negate ? [element] : [],
  );
}

interface Attempt extends TextLimits {
  readonly budget: Budget;
  readonly variant: number;
  /** Whether letters, digits and signs take turns. */
  readonly isMixed: boolean;
}

function attempt(tree: Tree, options: Attempt): string | undefined {
  try {
    const text = write(tree, options, { isShort: false, spare: 0 });
    const length = lengthOf(text);
    if (length < options.minLength) return write(tree, options, { isShort: false, spare: options.minLength - length });
    if (length <= options.maxLength) return text;
    const shortest = write(tree, options, { isShort: true, spare: 0 });
    return write(tree, options, { isShort: true, spare: Math.max(0, options.minLength - lengthOf(shortest)) });
  } catch {
    return undefined; // too long, deeper than the stack, or with a class without characters
  }
}

interface Writing {
  readonly options: Attempt;
  /** Whether everything is repeated as seldom as it may. */
  readonly isShort: boolean;
  /** How many characters more there have to be. */
  spare: number;
  /** How many characters of classes were chosen. */
  chosen: number;
  readonly groups: Map<AST.CapturingGroup, string>;
}

function write(tree: Tree, options: Attempt, { isShort, spare }: Pick<Writing, 'isShort' | 'spare'>): string {
  return writeOne(tree.alternatives, { options, isShort, spare, chosen: 0, groups: new Map() });
}

function writeOne(alternatives: readonly AST.Alternative[], writing: Writing): string {
  const { variant, below } = writing.options;
  const index = below?.(alternatives.length) ?? variant % alternatives.length;
  return (alternatives[index]?.elements ?? []).map((element) => writeElement(element, writing)).join('');
}

function writeElement(element: AST.Element, writing: Writing): string {
  writing.options.budget.spend();
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterClass':
    case 'CharacterSet':
      return chooseCharacter(element, writing);
    case 'Group':
      return writeOne(element.alternatives, writing);
    case 'CapturingGroup': {
      const text = writeOne(element.alternatives, writing);
      writing.groups.set(element, text);
      return text;
    }
    case 'Backreference':
      return [element.resolved]
        .flat()
        .map((group) => writing.groups.get(group) ?? '')
        .join('');
    case 'Quantifier':
      return repeat(element, writing);
    case 'Assertion': // has no characters of its own
    case 'ExpressionCharacterClass': // asks for the flag `v`, which schemas do not have
      return '';
  }
}

function repeat({ min, max, element }: AST.Quantifier, writing: Writing): string {
  const parts: string[] = [];
  const isSingle = element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet';
  const count = usualCount(min, max, { isSingle, writing });
  while (parts.length < count) parts.push(writeElement(element, writing));
  while (writing.spare > 0 && parts.length < max) {
    const part = writeElement(element, writing);
    if (part === '') break;
    writing.spare -= lengthOf(part);
    parts.push(part);
  }
  return parts.join('');
}

const usualLength = 4;

function usualCount(min: number, max: number, { isSingle, writing }: { isSingle: boolean; writing: Writing }): number {
  const { isShort, options } = writing;
  if (isShort) return min;
  if (options.below !== undefined) return min + options.below(Math.min(max - min, usualLength) + 1);
  if (!isSingle || max === 1) return options.variant % 2 === 0 ? min : Math.max(min, Math.min(max, 1));
  return Math.min(max, Math.max(min, usualLength));
}

const small = 'abcdefghijklmnopqrstuvwxyz';
const capital = small.toUpperCase();
const digits = '1234567890';
const signs = '-_.!@#$%&*+=:;,/?()[]{}<>|^~\'"`\\ ';
const foreign = 'äéßøñçΩλЖяאعहกあア漢한😀€§°\t\n\r\u00a0\u200b\u0000';
// The first of them that a class has any of.
const kinds = [small + capital + digits, signs, foreign].map((some) => Array.from(some));
const mixed = Array.from(small).flatMap((letter, index) =>
  [letter, capital[index], digits[index], signs[index]].filter((character) => character !== undefined),
);

type CharacterNode = AST.CharacterClass | AST.CharacterSet;

function chooseCharacter(node: CharacterNode, writing: Writing): string {
  const { variant, isMixed, below, budget } = writing.options;
  const likely = likelyOf(node, budget);
  if (likely.usual.length === 0) throw new RangeError('a class without characters');
  const pool = isMixed ? likely.mixed : likely.usual;
  const index = below?.(pool.length) ?? (writing.chosen + variant) % pool.length;
  writing.chosen += 1;
  return pool[index] ?? '';
}

/** Characters of a class. */
interface Likely {
  readonly usual: readonly string[];
  /** Letters, digits and signs in turn, as far as the class has them. */
  readonly mixed: readonly string[];
}

const likelyOfNodes = new WeakMap<CharacterNode, Likely>();

function likelyOf(node: CharacterNode, budget: Budget): Likely {
  const known = likelyOfNodes.get(node);
  if (known !== undefined) return known;
  const one = readPattern(`^${node.raw}$`);
  const matches = (character: string): boolean => one?.test(character) === true;
  const found = [...kinds, namedIn(node)].map((some) => some.filter(matches)).find(({ length }) => length > 0);
  const usual = found ?? firstOf(matches, budget);
  const inTurn = mixed.filter(matches);
  const likely = { usual, mixed: inTurn.length > 0 ? inTurn : usual };
  likelyOfNodes.set(node, likely);
  return likely;
}

// The characters that a class names itself.
function namedIn(node: CharacterNode): readonly string[] {
  if (node.type === 'CharacterSet') return [];
  return node.elements.flatMap((element) => {
    if (element.type === 'Character') return [String.fromCodePoint(element.value)];
    if (element.type !== 'CharacterClassRange') return [];
    return [element.min, element.max].map(({ value }) => String.fromCodePoint(value));
  });
}

const surrogates = { first: 0xd800, afterLast: 0xe000 };

// Scripts that few know; beyond the first 200,000 code points there is nothing that texts are made of.
function firstOf(matches: (character: string) => boolean, budget: Budget): readonly string[] {
  for (let code = 0; code < 200_000; code += 1) {
    if (code % 100 === 0) budget.spend();
    if (code === surrogates.first) code = surrogates.afterLast;
    const character = String.fromCodePoint(code);
    if (matches(character)) return [character];
  }
  return [];
}
