import { basename } from 'node:path';
import { bundledApis } from './bundled.js';
import { loadDescription } from './description/load.js';
import { isAddress, locationOf, show } from './description/location.js';
import { UserError } from './errors.js';
import { clientFiles, mark, type ClientFile } from './generate/client-files.js';
import { typeDeclarations } from './generate/type-declarations.js';

export type { ClientFile };

export interface GenerateOptions {
  /** From where the files import what all clients share. @default 'signoff/client' */
  readonly library?: string;
}

/** Whether a text is that of a generated file, so that it may be overwritten. */
export function isGenerated(text: string): boolean {
  return text.startsWith(mark);
}

/**
 * The files of a typed client: of an API in the box by its name, or of any OpenAPI file or address. It is written by
 * openapi-typescript, which has to be installed.
 * @throws UserError PEER_MISSING, API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function generateClient(
  nameOrFile: string,
  { library = 'signoff/client' }: GenerateOptions = {},
): Promise<readonly ClientFile[]> {
  const location = locationOf(bundledApis.get(nameOrFile)?.file ?? givenFile(nameOrFile));
  const description = await loadDescription(location);
  const isReadable = !isAddress(location) && description.isConverted !== true; // for whoever writes the types
  const types = await typeDeclarations(isReadable ? location : description.document);
  return clientFiles({ name: basename(show(location)), description, types, library });
}

function givenFile(nameOrFile: string): string {
  if (/[./\\]/.test(nameOrFile)) return nameOrFile;
  const known = [...bundledApis.keys()].join(', ');
  throw new UserError(
    'API_UNKNOWN',
    `No such API: ${nameOrFile}. In the box: ${known}. Or give the path or address of an OpenAPI file.`,
  );
}
