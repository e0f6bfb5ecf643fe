/** Writes each description of `openapi/` as JSON to `dist/openapi/`, for tools that read no YAML. Part of the build. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parse } from 'yaml';

const from = fileURLToPath(new URL('../openapi', import.meta.url));
const to = fileURLToPath(new URL('../dist/openapi', import.meta.url));

await mkdir(to, { recursive: true });
for (const file of await readdir(from)) {
  const content = parse(await readFile(join(from, file), 'utf8'));
  // Beside the descriptions lie lists of statements and mutants, which are for the check alone.
  if (content.openapi === undefined) continue;
  await writeFile(join(to, `${basename(file, '.yaml')}.json`), `${JSON.stringify(content, null, 2)}\n`);
}
