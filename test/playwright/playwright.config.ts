import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { chromium } from '../support/chromium.js';

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Run by `test/playwright.test.ts`.
const config: PlaywrightTestConfig = defineConfig({
  testDir: '.',
  outputDir: process.env['SIGNOFF_PLAYWRIGHT_OUTPUT'] ?? join(tmpdir(), 'signoff-playwright'),
  fullyParallel: true,
  workers: 2,
  timeout: 15_000,
  projects: [
    {
      name: 'chromium',
      testMatch: 'pages.spec.ts',
      use: { launchOptions: { args, ...(chromium !== undefined && { executablePath: chromium }) } },
    },
    {
      name: 'no browser',
      testMatch: 'no-browser.spec.ts',
      use: { launchOptions: { executablePath: 'no-such-browser' } },
    },
  ],
});

export default config;
