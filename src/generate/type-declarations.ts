import type { OpenAPI3 } from 'openapi-typescript';
import { pathToFileURL } from 'node:url';
import type { Document } from '../description/document.js';
import { messageOf, systemCodeOf, UserError } from '../errors.js';

/**
 * The types of an OpenAPI file, or of a document that was read, as openapi-typescript declares them.
 * @throws UserError PEER_MISSING, or DESCRIPTION_INVALID where it refuses the file.
 */
export async function typeDeclarations(
  source: string | Document,
  load: () => Promise<Peer> = importPeer,
): Promise<string> {
  const { default: declare, astToString } = await loadPeer(load);
  try {
    // A value with a default may be left out of a request, and an object without members may have any.
    const options = { silent: true, immutable: true, defaultNonNullable: false, emptyObjectsUnknown: true };
    // It was validated when it was read.
    const given = typeof source === 'string' ? pathToFileURL(source) : (structuredClone(source) as object as OpenAPI3);
    return astToString(await declare(given, options));
  } catch (error) {
    throw new UserError(
      'DESCRIPTION_INVALID',
      `openapi-typescript refuses ${typeof source === 'string' ? source : source.info.title}: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

type Peer = typeof import('openapi-typescript');

function importPeer(): Promise<Peer> {
  return import('openapi-typescript');
}

async function loadPeer(load: () => Promise<Peer>): Promise<Peer> {
  try {
    return await load();
  } catch (error) {
    if (systemCodeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message = 'A client is made with openapi-typescript: npm install --save-dev openapi-typescript.';
    throw new UserError('PEER_MISSING', message, { cause: error });
  }
}
