import type { Row, Shape } from './draft.ts';

/** The catalogue's own form, which needs no mapping: the rows are judged as they are. */
export const nativeShape: Shape = {
  grouped: false,
  priceColumns: [],
  refOf: ({ value }: Row) => (typeof value.id === 'string' ? value.id : undefined),
  idOf: (ref) => ref,
  draft: () => {
    throw new Error('native rows are products already');
  },
  columnOf: (path) => path,
};
