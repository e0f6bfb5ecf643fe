/** Bundles what `signoff/msw` is in browsers to `dist/browser/msw.js`. Part of the build, after the compiler. */
import { SetMatchType } from 'openapi-backend';
import { fileURLToPath, URL } from 'node:url';
import { build } from 'vite';
import { writeLicences } from './write-licences.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

// The engine's validator takes nothing of its server but a list of names; the rest of that reads files. And what shows
// values in error messages asks Node.js how, where there is one.
const standIns = new Map([
  ['./backend', { of: 'openapi-backend', code: `export const SetMatchType = ${JSON.stringify(SetMatchType)};` }],
  ['./util.inspect', { of: 'object-inspect', code: 'export {};' }],
]);

const withStandIns = {
  name: 'stand-ins',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer?.includes(`/${standIns.get(source)?.of}/`) ? `\0stand-in:${source}` : undefined,
  load: (id) => standIns.get(id.replace('\0stand-in:', ''))?.code,
};

// What Vite leaves of a module of Node.js in a browser is an object that breaks when it is used.
const withoutNode = {
  name: 'no-node',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => [
      ...Object.keys(chunk.modules ?? {}),
      ...(chunk.imports ?? []),
    ]);
    const ofNode = modules.filter((id) => id.startsWith('node:') || id.includes('__vite-browser-external'));
    if (ofNode.length > 0) this.error(`A browser has no ${ofNode.join(', ')}.`);
  },
};

await build({
  root: path('..'),
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [withStandIns, withoutNode, writeLicences('LICENCES.txt')],
  build: {
    outDir: path('../dist/browser'),
    target: 'es2022',
    minify: true,
    lib: { entry: path('../dist/src/msw.js'), formats: ['es'], fileName: 'msw' },
    rolldownOptions: { external: ['msw'], output: { codeSplitting: false } },
  },
});
