import { describe, expect, test } from 'vitest';
import { mockOf } from '../support/mock-of.js';
import { describePaths, inPath, operation } from '../support/sketch.js';

const string = { type: 'string' };

describe('behind a # or ?', () => {
  const constant = (name: string, place: string, value: string): object => ({
    name,
    in: place,
    required: true,
    schema: { type: 'string', enum: [value] },
  });
  const target = (value: string): object =>
    operation({ says: value, parameters: [constant('X-Amz-Target', 'header', value)] });
  const aws = describePaths({
    '/#X-Amz-Target=Svc.A': { post: target('Svc.A') },
    '/#X-Amz-Target=Svc.B': { post: target('Svc.B') },
    '/#X-Amz-Target=Svc.C': { post: target('Svc.C') },
  });

  test('operations are told apart by a constant header', async () => {
    await using mock = await mockOf(aws);
    const ask = async (headers: Record<string, string>): Promise<string> => {
      const response = await fetch(mock.url, { method: 'POST', headers });
      return response.ok ? response.text() : String(response.status);
    };
    const asked = [{ 'X-Amz-Target': 'Svc.A' }, { 'X-Amz-Target': 'Svc.B' }, { 'x-amz-target': 'Svc.C' }];
    expect(await Promise.all(asked.map(ask))).toEqual(['Svc.A', 'Svc.B', 'Svc.C']);
    expect(await Promise.all([{}, { 'X-Amz-Target': 'Svc.D' }].map(ask))).toEqual(['422', '422']);
    expect(await mock.notes()).toEqual([]);
  });

  test('the journal knows which operation was meant', async () => {
    await using mock = await mockOf(aws);
    await fetch(mock.url, { method: 'POST', headers: { 'X-Amz-Target': 'Svc.B' } });
    expect(await mock.journal.entries()).toMatchObject([{ operation: 'postXAmzTargetSvcB' }]);
  });

  test('operations are told apart by what the query has to have, beside one that asks for nothing', async () => {
    const flag = {
      name: 'acl',
      in: 'query',
      required: true,
      allowEmptyValue: true,
      schema: { type: 'boolean', enum: [true] },
    };
    const upload = { name: 'uploadId', in: 'query', required: true, schema: string };
    await using mock = await mockOf(
      describePaths({
        '/{key}': { get: operation({ says: 'object', parameters: [inPath('key')] }) },
        '/{key}#acl': { get: operation({ says: 'acl', parameters: [inPath('key'), flag] }) },
        '/{key}#uploadId': { get: operation({ says: 'parts', parameters: [inPath('key'), upload] }) },
      }),
    );
    const ask = async (path: string): Promise<string> => (await fetch(mock.url + path)).text();
    expect(await Promise.all(['/k', '/k?acl=true', '/k?uploadId=7'].map(ask))).toEqual(['object', 'acl', 'parts']);
  });

  test('pairs of the template are asked for, whether they are declared or not', async () => {
    await using mock = await mockOf(
      describePaths({
        '/rest?method=get': { get: operation({ says: 'get' }) },
        '/rest?method=list': {
          get: operation({ says: 'list', parameters: [{ name: 'method', in: 'query', schema: string }] }),
        },
        '/rest?method=find&deep': { get: operation({ says: 'find' }) },
      }),
    );
    const ask = async (path: string): Promise<string> => {
      const response = await fetch(mock.url + path);
      return response.ok ? response.text() : String(response.status);
    };
    const asked = ['?method=get', '?method=list&x=1', '?deep=1&method=find', '?method=find', ''];
    expect(await Promise.all(asked.map((query) => ask(`/rest${query}`)))).toEqual([
      'get',
      'list',
      'find',
      '404',
      '404',
    ]);
  });

  test('parameters that the template has in its query are read there', async () => {
    const number = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'number' } });
    await using mock = await mockOf(
      describePaths({
        '/now?lat={lat}&lon={lon}': { get: operation({ says: 'place', parameters: [number('lat'), number('lon')] }) },
        '/now?key={API}': { get: operation({ says: 'key', parameters: [inPath('API')] }) },
      }),
    );
    const ask = async (path: string): Promise<string> => {
      const response = await fetch(mock.url + path);
      return response.ok ? response.text() : String(response.status);
    };
    const asked = ['?lat=1.5&lon=2', '?key=k', '?lat=1.5&lon=x', '?lat=1.5'];
    expect(await Promise.all(asked.map((query) => ask(`/now${query}`)))).toEqual(['place', 'key', '422', '422']);
  });

  test('operations are told apart by the media type of their body', async () => {
    const body = (mediaType: string): object => ({ required: true, content: { [mediaType]: { schema: {} } } });
    await using mock = await mockOf(
      describePaths({
        '/detect': { post: operation({ says: 'url', requestBody: body('application/json') }) },
        '/detect#overload=stream': {
          post: operation({ says: 'stream', requestBody: body('application/octet-stream') }),
        },
      }),
    );
    const ask = async (type: string): Promise<string> =>
      (await fetch(`${mock.url}/detect`, { method: 'POST', body: '{}', headers: { 'Content-Type': type } })).text();
    expect([await ask('application/json'), await ask('application/octet-stream')]).toEqual(['url', 'stream']);
  });

  test('what cannot be told apart is told at start', async () => {
    await using mock = await mockOf(
      describePaths({ '/a#one': { get: operation({ says: '1' }) }, '/a#two': { get: operation({ says: '2' }) } }),
    );
    expect(await (await fetch(`${mock.url}/a`)).text()).toBe('1');
    expect(await mock.notes()).toEqual([expect.stringMatching(/GET \/a#two .*, hidden by GET \/a#one /)]);
  });

  test('a # with a path behind it is a letter of the path', async () => {
    await using mock = await mockOf(
      describePaths({ '/send/#env/{id}': { get: operation({ says: 'sent', parameters: [inPath('id')] }) } }),
    );
    expect(await (await fetch(`${mock.url}/send/%23env/1`)).text()).toBe('sent');
  });
});
