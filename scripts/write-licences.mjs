/** Puts the licences of the packages that a bundle holds beside it, as they ask for. A plugin of the bundler. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeLicences(fileName) {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      const folders = ids.flatMap((id) => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
      const texts = [...new Set(folders)].toSorted().map(licenceOf);
      this.emitFile({ type: 'asset', fileName, source: texts.join('\n\n') });
    },
  };
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}\n\n${text}`;
}
