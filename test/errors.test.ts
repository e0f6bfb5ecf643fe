import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../src/errors.js';

const explained = readFileSync('docs/errors.md', 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

test.each(errorCodes)('%s is explained in docs/errors.md', (code) => {
  expect(explained).toMatch(new RegExp(`^### ${code}$`, 'm'));
});

test.each(errorCodes)('%s is an error that can happen', (code) => {
  expect(sources).toContain(`'${code}'`);
});
