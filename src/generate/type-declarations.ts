import { pathToFileURL } from 'node:url';
import { messageOf, systemCodeOf, UserError } from '../errors.js';

/**
 * The types of an OpenAPI file, as openapi-typescript declares them.
 * @throws UserError PEER_MISSING, or DESCRIPTION_INVALID where it refuses the file.
 */
export async function typeDeclarations(file: string, load: () => Promise<Peer> = importPeer): Promise<string> {
  const { default: declare, astToString } = await loadPeer(load);
  try {
    // A value with a default may be left out of a request, and an object without members may have any.
    const options = { silent: true, immutable: true, defaultNonNullable: false, emptyObjectsUnknown: true };
    return astToString(await declare(pathToFileURL(file), options));
  } catch (error) {
    throw new UserError('DESCRIPTION_INVALID', `openapi-typescript refuses ${file}: ${messageOf(error)}`, {
      cause: error,
    });
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
