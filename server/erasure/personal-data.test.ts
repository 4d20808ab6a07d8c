import { expect, it } from 'vitest';
import { collections } from '../collections.ts';
import { nothingPersonal, personalData } from './personal-data.ts';

it('knows of every collection what it holds about people: declare a new one there', () => {
  const declared = [
    ...personalData.map(({ collection }) => collection.name),
    ...Object.keys(nothingPersonal),
  ];
  expect(declared.toSorted()).toEqual(collections.map(({ name }) => name).toSorted());
});

it('finds documents by fields that are indexed, or looks at each', () => {
  for (const { collection, of } of personalData) {
    if (typeof of === 'function' || of.field === '_id') continue;
    const indexed = Object.values(collection.indexes).some(({ fields }) => fields[0] === of.field);
    expect({ collection: collection.name, indexed }).toEqual({ collection: collection.name, indexed: true });
  }
});
