import type { Document } from '../description/document.js';
import { indexWays } from '../description/paths/match-ways.js';
import { readOperations, type Operation } from '../description/operations.js';
import type { Behaviour } from '../mock/behaviour.js';
import { lazyValidator, type MockedApi } from '../mock/mocked-api.js';
import { ruleEditsOf, type RuleEdit } from './rule-edits.js';
import { nearest, type Mutant, type Original } from './mutant.js';

/** Servers that forget one rule of a request, or have made one stricter. */
export function ruleMutants({ api, operations }: Original): readonly Mutant[] {
  const seen = new Set<object>(); // what several places share is one rule
  return operations.flatMap((operation) =>
    ruleEditsOf(api.description.document, operation, seen).map((edit) => ({
      id: `rule ${operation.id} ${edit.place}: ${edit.what}`,
      title: `${operation.method} ${operation.path}, ${edit.place}: ${edit.what}.`,
      statements: nearest(edit.statements, operation.statements),
      begin: ({ api: original }) => ({ api: withRule(original, edit) }),
    })),
  );
}

// Only what a request has to be differs: answers are those of the original.
function withRule(api: MockedApi, edit: RuleEdit): MockedApi {
  const document = editDocument(api.description.document, edit);
  const operations = readOperations(document).map((operation) => withAnswersOf(api, operation));
  return {
    ...api,
    description: { ...api.description, document, operations },
    match: indexWays(operations),
    validator: lazyValidator(document),
    behaviour: edit.loosens ? acceptAnything(api) : api.behaviour,
  };
}

function withAnswersOf({ description }: MockedApi, operation: Operation): Operation {
  const original = description.operations.find(({ id }) => id === operation.id);
  return { ...operation, answers: original?.answers ?? operation.answers };
}

/** How an API acts that takes whatever reaches it: what the description forbids succeeds, and changes nothing. */
export function acceptAnything({ behaviour, validator, description }: MockedApi): Behaviour {
  return {
    ...behaviour,
    async act(action) {
      const { values } = action;
      const original = description.operations.find(({ id }) => id === action.operation.id) ?? action.operation;
      const lacksBody = original.requestBody?.required === true && values.body === undefined;
      const isForbidden = lacksBody || (await validator()).request(original, values).length > 0;
      return isForbidden ? { kind: 'done' } : behaviour.act(action);
    },
  };
}

type Node = Record<string, unknown>;

function editDocument(document: Document, { pointer, choices = [], loosens, edit }: RuleEdit): Document {
  const copy = structuredClone(document);
  edit(nodeAt(copy, pointer));
  // Exactly one of several would refuse what fits a second one since its rule is gone.
  if (loosens) for (const choice of choices) openChoice(nodeAt(copy, choice));
  return copy;
}

function nodeAt(document: Document, pointer: readonly string[]): Node {
  return pointer.reduce<Node>((node, key) => node[key] as Node, document as unknown as Node); // a tree of plain objects
}

function openChoice(choice: Node): void {
  if (!('oneOf' in choice)) return;
  choice['anyOf'] = choice['oneOf'];
  delete choice['oneOf'];
}
