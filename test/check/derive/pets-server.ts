import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a pets server does otherwise than its description says. */
export interface Fault {
  readonly status?: number;
  readonly listBody?: unknown;
  readonly leastLimit?: number;
  readonly mostLimit?: number;
  readonly kinds?: readonly unknown[];
  readonly isAnyKind?: boolean;
  readonly isKindDemanded?: boolean;
  readonly isNameOptional?: boolean;
  readonly isAnybodyLetIn?: boolean;
  readonly mediaType?: string;
  /** What Authorization may hold. @default the good token behind the word Bearer */
  readonly authorizations?: readonly string[];
  /** The status of what is no pet. @default 400 */
  readonly flawStatus?: number;
  /** What of it is there only once a pet has been added. */
  readonly later?: Fault;
  /** Whether a token is dead once it has added a pet. */
  readonly isTokenUsedUp?: boolean;
}

export interface PetsServer extends AsyncDisposable {
  readonly url: string;
}

/** A server of its own making that keeps `test/audit/pets.yaml`, but for one fault. */
export async function startPets(first: Fault = {}): Promise<PetsServer> {
  let fault = first;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://h');
      const [status, body] =
        request.method === 'POST'
          ? addPet(text, request.headers, fault)
          : listPets(url.searchParams.get('limit'), fault);
      if (status === 201)
        fault = { ...fault, ...first.later, ...(first.isTokenUsedUp === true && { authorizations: [] }) };
      const type = { 'Content-Type': fault.mediaType ?? 'application/json' };
      response.writeHead(status, body === undefined ? {} : type).end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = readonly [status: number, body?: unknown];

function listPets(limit: string | null, { leastLimit = 1, mostLimit = 50, ...fault }: Fault): Answer {
  const isWrong = limit !== null && !(/^\d+$/.test(limit) && Number(limit) >= leastLimit && Number(limit) <= mostLimit);
  return isWrong ? [400] : [fault.status ?? 200, fault.listBody ?? [{ id: 1, name: 'Rex' }]];
}

function addPet(text: string, headers: IncomingHttpHeaders, fault: Fault): Answer {
  const { authorizations = ['Bearer good'], flawStatus = 400 } = fault;
  if (fault.isAnybodyLetIn !== true && !authorizations.includes(headers.authorization ?? '')) return [401];
  if (!String(headers['content-type']).startsWith('application/json')) return [flawStatus];
  const pet = parse(text);
  if (typeof pet !== 'object' || pet === null || Array.isArray(pet)) return [flawStatus];
  return isPet(pet as Readonly<Record<string, unknown>>, fault) ? [201, pet] : [flawStatus];
}

function isPet({ id, name, kind }: Readonly<Record<string, unknown>>, fault: Fault): boolean {
  const { kinds = ['dog', 'cat'], isNameOptional = false, isKindDemanded = false } = fault;
  const isNamed = typeof name === 'string' && name.length > 0;
  const isListed = kinds.includes(kind) || (fault.isAnyKind === true && typeof kind === 'string');
  const isKind = kind === undefined ? !isKindDemanded : isListed;
  return Number.isInteger(id) && (isNamed || (isNameOptional && name === undefined)) && isKind;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
