import { beforeEach, describe, expect, it } from 'vitest';
import { QueryError } from '../../../server/platform/store/errors.ts';
import type { Query } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';
import { type Parcel, parcels, useStore } from './fixture.ts';

export function testQueries(open: OpenStore): void {
  describe('queries', () => {
    const at = useStore(open);
    beforeEach(async () => {
      await at.add(
        { _id: 'a', weight: 3, fragile: true, to: { city: 'Bonn' } },
        { _id: 'b', weight: 1, fragile: false, to: { city: 'Bonn' } },
        { _id: 'c', weight: null, label: 'C', to: { city: 'Aachen' } },
        { _id: 'd', weight: 3, label: 'D' },
        { _id: 'e', label: 'É' },
        { _id: 'f', weight: -2.5, label: 'Z', to: { city: 'aachen' } },
      );
    });
    const ids = async (query: Query) =>
      (await at.store.find(parcels, query)).map((parcel) => parcel._id).join('');

    it.each<[string, Query['where'], string]>([
      ['a number', { weight: 3 }, 'ad'],
      ['a boolean', { fragile: true }, 'a'],
      ['false, which is not missing', { fragile: false }, 'b'],
      ['null, which is also missing', { weight: null }, 'ce'],
      ['a nested field', { 'to.city': 'Bonn' }, 'ab'],
      ['several fields', { 'to.city': 'Bonn', weight: 1 }, 'b'],
      ['a field of a sparse index', { label: 'D' }, 'd'],
      ['null of a sparse index', { label: null }, 'ab'],
      ['_id', { _id: 'd' }, 'd'],
      ['more than', { weight: { gt: 1 } }, 'ad'],
      ['at least', { weight: { gte: 1 } }, 'abd'],
      ['less than, without what is missing', { weight: { lt: 3 } }, 'bf'],
      ['between', { weight: { gte: -2.5, lte: 1 } }, 'bf'],
      ['a range of a sparse index', { label: { gte: 'D' } }, 'def'],
      ['a range of texts, by bytes', { 'to.city': { gt: 'B' } }, 'abf'],
      ['a range of _id', { _id: { gt: 'b', lt: 'e' } }, 'cd'],
      ['one of', { weight: { in: [1, -2.5, 99] } }, 'bf'],
      ['one of, with null', { weight: { in: [1, null] } }, 'bce'],
      ['one of booleans', { fragile: { in: [true, false] } }, 'ab'],
      ['one of none', { weight: { in: [] } }, ''],
      ['text that looks like a number', { weight: '3' }, ''],
    ])('finds and counts by %s', async (_, where, expected) => {
      expect(await ids({ where })).toBe(expected);
      expect(await at.store.count(parcels, where)).toBe(expected.length);
    });

    it('sorts by _id unless asked otherwise', async () => {
      expect(await ids({})).toBe('abcdef');
      expect(await ids({ sort: { field: '_id', direction: 'desc' } })).toBe('fedcba');
    });

    it('sorts missing values first, and ties by _id in the same direction', async () => {
      expect(await ids({ sort: { field: 'weight', direction: 'asc' } })).toBe('cefbad');
      expect(await ids({ sort: { field: 'weight', direction: 'desc' } })).toBe('dabfec');
      expect(await ids({ sort: { field: 'label', direction: 'asc' } })).toBe('abcdfe');
      expect(await ids({ where: { 'to.city': 'Bonn' }, sort: { field: 'weight', direction: 'asc' } })).toBe(
        'ba',
      );
    });

    it.each<[keyof Parcel, 'asc' | 'desc']>([
      ['weight', 'asc'],
      ['weight', 'desc'],
      ['label', 'desc'],
      ['_id', 'asc'],
      ['updatedAt', 'desc'],
    ])('pages through all by %s %s, each once', async (field, direction) => {
      const sort = { field, direction };
      const whole = await at.store.find(parcels, { sort });
      for (const limit of [1, 2, 5]) {
        const paged: Parcel[] = [];
        let after: Query['after'];
        for (;;) {
          const page = await at.store.find(parcels, { sort, limit, ...(after && { after }) });
          paged.push(...page);
          const last = page.at(-1);
          if (!last) break;
          after = { value: (last[field] as string | number | null | undefined) ?? null, _id: last._id };
        }
        expect(paged).toEqual(whole);
      }
    });

    it('goes on after a document that is gone', async () => {
      expect(await ids({ sort: { field: 'weight', direction: 'asc' }, after: { value: 1, _id: 'bb' } })).toBe(
        'ad',
      );
      expect(await ids({ after: { value: 'cc', _id: 'cc' } })).toBe('def');
    });

    it('answers 100 unless asked for more, up to 10,000', async () => {
      await at.add(...Array.from({ length: 120 }, (_, n) => ({ _id: `n${n}` })));
      expect(await at.store.find(parcels)).toHaveLength(100);
      expect(await at.store.find(parcels, { limit: 10_000 })).toHaveLength(126);
    });

    it.each<[string, Query]>([
      ['a field in no index', { where: { 'to.zip': '1' } }],
      ['a sort by a field in no index', { sort: { field: 'notes', direction: 'asc' } }],
      [
        'a condition that is undefined',
        { where: { weight: undefined } as unknown as Query['where'] & object },
      ],
      ['an empty condition', { where: { weight: {} } }],
      [
        'an operator of another database',
        { where: { weight: { $ne: 1 } } as unknown as Query['where'] & object },
      ],
      ['a range that starts at null', { where: { weight: { gt: null } } }],
      ['no limit at all', { limit: Number.POSITIVE_INFINITY }],
      ['a limit past 10,000', { limit: 10_001 }],
    ])('refuses %s', async (_, query) => {
      await expect(at.store.find(parcels, query)).rejects.toThrow(QueryError);
      await expect(at.store.transaction((tx) => tx.find(parcels, query))).rejects.toThrow(QueryError);
    });
  });
}
