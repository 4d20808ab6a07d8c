import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPublisher } from '../../../test/fixtures/publishers.ts';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
});
afterAll(() => server.close());

const ask = async (body: object) => {
  const answer = await server.ask('/admin/v1/website-secret', { method: 'POST', key: OPERATOR_KEY, body });
  return { status: answer.status, secret: answer.json?.secret };
};

test('a website’s secret stays the same until it is changed, and each publisher has its own', async () => {
  const { _id } = await addPublisher(server.shop);
  const own = await ask({});
  expect(own).toMatchObject({ status: 200, secret: expect.stringMatching(/^[\w-]{43}$/) });
  expect(await ask({})).toEqual(own);
  const theirs = await ask({ publisher_id: _id });
  expect(theirs.secret).not.toBe(own.secret);
  const changed = await ask({ rotate: true });
  expect(changed.secret).not.toBe(own.secret);
  expect(await ask({})).toEqual(changed);
  expect(await ask({ publisher_id: _id })).toEqual(theirs);
  expect((await ask({ publisher_id: 'pub_none' })).status).toBe(404);
});
