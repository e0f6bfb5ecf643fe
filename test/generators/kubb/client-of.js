import { defineConfig } from '@kubb/core';
import { pluginClient } from '@kubb/plugin-client';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';

/** What kubb is told for the client of one API: `full` keeps the status beside the data. */
export function clientOf(api) {
  return defineConfig({
    input: { path: `../../openapi/${api}.yaml` },
    output: { path: `generated/kubb/${api}`, clean: true, format: false, extension: { '.ts': '.js' } },
    plugins: [
      pluginOas({ generators: [] }),
      pluginTs(),
      pluginClient({ client: 'fetch', dataReturnType: 'full', bundle: true }),
    ],
  });
}
