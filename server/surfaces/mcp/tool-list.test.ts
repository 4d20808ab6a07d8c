import { expect, test } from 'vitest';
import { z } from 'zod';
import { anonymous, fakeTools, owner } from '../../../test/fixtures/mcp-shop.ts';
import { createToolList, toJsonSchema } from './tool-list.ts';

test('shows each principal the tools of its scopes, and makes each list once', () => {
  const list = createToolList(fakeTools);
  expect(list.visibleTo(anonymous).tools).toHaveLength(4);
  expect(list.visibleTo(owner).tools).toHaveLength(5);
  expect(list.visibleTo({ id: 'nobody', scopes: [] }).json).toBe('[]');
  expect(list.visibleTo({ id: 'other', scopes: anonymous.scopes })).toBe(list.visibleTo(anonymous));
  expect(JSON.parse(list.visibleTo(owner).json)).toEqual(list.visibleTo(owner).tools);
});

test('a schema says what a caller needs and nothing that only costs tokens', () => {
  const schema = z.strictObject({
    quantity: z.int().default(1).describe('How many'),
    note: z.string().optional(),
  });
  expect(toJsonSchema(schema, 'input')).toEqual({
    type: 'object',
    properties: {
      quantity: { type: 'integer', default: 1, description: 'How many' },
      note: { type: 'string' },
    },
    additionalProperties: false,
  });
  expect(toJsonSchema(schema, 'output')).toMatchObject({ required: ['quantity'] });
});

test('a nullable value keeps one type per schema', () => {
  const { properties } = toJsonSchema(z.strictObject({ size: z.string().nullable() }), 'output');
  expect(properties).toEqual({ size: { anyOf: [{ type: 'string' }, { type: 'null' }] } });
});
