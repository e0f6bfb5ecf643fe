import { expect } from '@playwright/test';
import { withMock } from 'signoff/playwright';

const test = withMock({ apis: ['fungame'] });

for (const time of ['first', 'second']) {
  test(`a test without pages needs no browser, the ${time} time`, async ({ mock, world, request }) => {
    const headers = { ...world.headers, Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
    const response = await request.post(`${mock.url}/user/logout`, { headers });
    expect(response.status()).toBe(200);
    expect(await world.verify({ answer: 'loggedOut' })).toMatchObject({ count: 1 });
  });
}
