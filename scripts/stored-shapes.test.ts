import { expect, it } from 'vitest';
import { z } from 'zod';
import { collections } from '../server/collections.ts';
import { defineCollection } from '../server/platform/store/port.ts';
import { fingerprint, readRecordedShapes, shapeFaults } from './stored-shapes.ts';

const head = { _id: z.string(), version: z.int(), createdAt: z.int(), updatedAt: z.int() };
const parcels = (fields: z.ZodRawShape, migrations: { what: string }[] = []) =>
  defineCollection('parcels', z.strictObject({ ...head, ...fields }), {}, migrations);
const recorded = { parcels: [fingerprint(parcels({ weight: z.number() }))] };

it('stores every document in a shape that is recorded: a change of shape needs a migration', () => {
  expect(shapeFaults(collections, readRecordedShapes())).toEqual([]);
});

it.each([
  ['a field more', { weight: z.number(), note: z.string().optional() }],
  ['a field less', {}],
  ['a field of another type', { weight: z.string() }],
  ['another rule for a field', { weight: z.number().min(1) }],
  ['a field that may be missing', { weight: z.number().optional() }],
])('notices %s under the same version', (_, fields) => {
  expect(shapeFaults([parcels(fields)], recorded)).toEqual([expect.stringContaining('add a migration')]);
});

it('takes words about a field and the order of fields for the same shape', () => {
  const described = { title: z.string().describe('A title'), weight: z.number() };
  const other = { weight: z.number().describe('In kilograms'), title: z.string() };
  expect(fingerprint(parcels(described))).toBe(fingerprint(parcels(other)));
  expect(fingerprint(parcels({ title: z.string() }))).not.toBe(fingerprint(parcels({})));
});

it('notices a version that is not recorded, a migration that is gone, and a collection that is gone or new', () => {
  const fields = { grams: z.number() };
  const faults = (collection: Parameters<typeof shapeFaults>[0], shapes = recorded) =>
    shapeFaults(collection, shapes).join();
  expect(faults([parcels(fields, [{ what: 'grams' }])])).toContain('has a new version 2');
  expect(faults([parcels(fields)], { parcels: ['a', 'b'] })).toContain('has lost a migration');
  expect(faults([])).toContain('declared no more');
  expect(faults([parcels(fields)], {} as never)).toContain('is new');
});
