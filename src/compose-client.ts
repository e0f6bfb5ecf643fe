import { basename, resolve } from 'node:path';
import { bundledApis } from './bundled.js';
import { loadDescription } from './description/load.js';
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
 * The files of a typed client: of an API in the box by its name, or of any OpenAPI file. It is written by
 * openapi-typescript, which has to be installed.
 * @throws UserError PEER_MISSING, API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function generateClient(
  nameOrFile: string,
  { library = 'signoff/client' }: GenerateOptions = {},
): Promise<readonly ClientFile[]> {
  const file = resolve(bundledApis.get(nameOrFile)?.file ?? givenFile(nameOrFile));
  const description = await loadDescription(file);
  return clientFiles({ name: basename(file), description, types: await typeDeclarations(file), library });
}

function givenFile(nameOrFile: string): string {
  if (/[./\\]/.test(nameOrFile)) return nameOrFile;
  const known = [...bundledApis.keys()].join(', ');
  throw new UserError(
    'API_UNKNOWN',
    `No such API: ${nameOrFile}. In the box: ${known}. Or give the path of an OpenAPI file.`,
  );
}
