#!/usr/bin/env bash
# Swagger 2.0 lets a path item declare a body parameter for all of its operations. One would guess that the converter
# gives each of them a requestBody. swagger2openapi 7.0.8 does so only where the operation has a list of parameters of
# its own, be it empty; without one the body is gone, with neither an error nor a warning, also with `warnOnly`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund swagger2openapi@7.0.8 >/dev/null
cat > try.cjs <<'JS'
const { convertObj } = require('swagger2openapi');
const parameters = [{ in: 'body', name: 'pet', required: true, schema: { type: 'object' } }];
const responses = { 200: { description: 'ok' } };
const paths = { '/pets': { parameters, post: { responses }, put: { parameters: [], responses } } };
const swagger = { swagger: '2.0', info: { title: 'Pets', version: '1' }, paths };
// A copy, as the library takes an object that stands twice for a YAML anchor.
convertObj(JSON.parse(JSON.stringify(swagger)), { warnOnly: true }).then(({ openapi, patches }) => {
  const { post, put } = openapi.paths['/pets'];
  const seen = { post: 'requestBody' in post, put: 'requestBody' in put, patches };
  console.log('swagger2openapi', require('swagger2openapi/package.json').version, JSON.stringify(seen));
  console.log('a warning anywhere:', JSON.stringify(openapi).includes('x-s2o-warning'));
  const same = !seen.post && seen.put && patches === 0 && !JSON.stringify(openapi).includes('x-s2o-warning');
  process.exit(same ? 0 : 1);
});
JS
node try.cjs
