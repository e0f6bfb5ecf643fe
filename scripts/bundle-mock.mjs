/**
 * Puts the command `mock` with everything that it loads into a few files, in its own place: to find and read several
 * hundred took most of the time until the first answer. Part of the build, after the compiler.
 */
import { fileURLToPath, URL } from 'node:url';
import { build } from 'vite';
import { writeLicences } from './write-licences.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

await build({
  root: path('..'),
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  plugins: [writeLicences('mock/LICENCES.txt')],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: path('../dist/src/cli/mock.js'),
    outDir: path('../dist/src/cli'),
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      // The command line knows our errors by their class; nobody waits for the others.
      external: [path('../dist/src/errors.js'), 'express', '@seriousme/openapi-schema-validator'],
      output: { format: 'es', entryFileNames: 'mock.js', chunkFileNames: 'mock/[name]-[hash].js' },
    },
  },
});
