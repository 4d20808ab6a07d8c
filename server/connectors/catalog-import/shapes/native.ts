import type { Row, Shape } from './draft.ts';

/** The catalogue's own form, which needs no mapping: the rows are judged as they are. */
export const nativeShape: Shape = {
  grouped: false,
  priceColumns: [],
  refOf: ({ value }: Row) => (typeof value.id === 'string' ? value.id : undefined),
  isProduct: ({ value }) => !Object.hasOwn(value, 'category') && !Object.hasOwn(value, 'shop'),
  idOf: (ref) => ref,
  draft: () => {
    throw new Error('native rows are products already');
  },
  columnOf: (path) => path,
};
