import { apis, type Api, type Call, type Refusal } from './apis';
import { findMember, send, type Answer } from './send';
import { showExchange } from './show-exchange';

const state = find('#state');
const signIn = find<HTMLButtonElement>('#sign-in');
const logOut = find<HTMLButtonElement>('#log-out');
const refusals = find('#refusals');
const exchanges = find('#exchanges');

let api: Api;
let token: string | undefined;

signIn.onclick = async () => {
  const { body } = await trySend(api.signIn);
  token = findMember(body, api.token);
  showState(`Signed in: ${api.who}.`);
};

logOut.onclick = async () => {
  // A real app forgets the token now. This one keeps it, to show what becomes of it.
  await trySend(api.logOut(token ?? ''));
  showState(`Signed out. ${api.again}`, 'Log out again');
};

for (const choice of document.querySelectorAll<HTMLInputElement>('input[name=api]')) {
  choice.onchange = () => choose(choice.value);
  if (choice.checked) choose(choice.value);
}

function choose(name: string): void {
  const chosen = apis[name];
  if (chosen === undefined) throw new Error(`There is no API ${name}.`);
  api = chosen;
  token = undefined;
  refusals.replaceChildren(...api.refusals.map(refusalButton));
  showState('Not signed in yet.');
}

function refusalButton({ label, answer, call }: Refusal): HTMLElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const code = document.createElement('code');
  code.textContent = answer;
  button.append(label, ' ', code);
  button.onclick = () => void trySend(call);
  item.append(button);
  return item;
}

async function trySend(call: Call): Promise<Answer> {
  const answer = await send(call);
  exchanges.querySelector(':scope > .hint')?.remove();
  exchanges.prepend(showExchange(call, answer));
  return answer;
}

function showState(text: string, label = 'Log out'): void {
  state.textContent = text;
  logOut.textContent = label;
  logOut.disabled = token === undefined;
  signIn.classList.toggle('main', token === undefined);
}

function find<E extends HTMLElement = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}
