import { expect, test } from 'vitest';
import type { CallTool } from '../../../tools/call-tool.ts';
import type { PolicyService } from '../../commerce/policies/service.ts';
import { anonymous } from '../../commerce/principals/model.ts';
import { shopResources } from './shop-resources.ts';

const callTool: CallTool = async (name, args) => {
  const { kind, product_id } = args as { kind?: string; product_id?: string };
  const meta = { call_id: 'call_1' };
  if (name === 'get_policy' && kind === 'returns') {
    const sections = [{ key: 'time', heading: 'Time', body: '30 days.' }];
    return { ok: true, output: { session_id: 's', kind, title: 'Returns', version: 1, sections }, meta };
  }
  if (name === 'get_product' && product_id === 'A/1') {
    return { ok: true, output: { session_id: 's', product_id, title: 'Lamp' }, meta };
  }
  if (product_id === 'broken') {
    return { ok: false, error: { code: 'internal', message: '', status: 500, errorId: 'err_1' } };
  }
  return { ok: false, error: { code: 'not_found', message: 'There is none.', status: 404 } };
};
const policies = {
  list: async () => [{ _id: 'returns', title: { en: 'Returns' } }],
} as unknown as PolicyService;
const resources = shopResources({ policies, callTool });
const shopper = anonymous();

test('lists the policies, one page', async () => {
  const page = await resources.list(undefined, shopper);
  expect(page?.resources.map((resource) => resource.uri)).toEqual(['shopwright://policies/returns']);
  expect(await resources.list('more', shopper)).toBeUndefined();
});

test('reads a policy and a product as the tools answer them, without the session', async () => {
  const policy = await resources.read('shopwright://policies/returns', shopper);
  expect(JSON.parse(policy!.text)).toMatchObject({ kind: 'returns', sections: [{ body: '30 days.' }] });
  const product = await resources.read('shopwright://products/A%2F1', shopper);
  expect(JSON.parse(product!.text)).toEqual({ product_id: 'A/1', title: 'Lamp' });
});

test.each([
  'shopwright://policies/none',
  'shopwright://products/none',
  'shopwright://products/',
  'shopwright://products/a/b',
  'shopwright://products/%E0%A4%A',
  'shopwright://orders/1',
  'https://shop.example/products/A',
])('%s is nothing', async (uri) => {
  expect(await resources.read(uri, shopper)).toBeUndefined();
});

test('a fault of ours is not taken for a missing document', async () => {
  await expect(resources.read('shopwright://products/broken', shopper)).rejects.toThrow('err_1');
});
