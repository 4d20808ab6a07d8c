import { z } from 'zod';
import { LocalizedText } from '../../commerce/catalog/model.ts';
import { isCursor, NO_CURSOR, type Page, type PageRequest } from '../../commerce/listing.ts';
import { Money } from '../../commerce/money.ts';

/** Shapes that several routes share. Outside, names are snake_case and moments are ISO 8601 in UTC. */

export const Moment = z.iso.datetime().describe('ISO 8601, UTC');
export const moment = (ms: number): string => new Date(ms).toISOString();
export const Text = LocalizedText.describe('Language tag to text');
export { Money };

export const pageQuery = {
  limit: z.int().min(1).max(200).default(50).describe('How many items to answer at most'),
  cursor: z
    .string()
    .max(1000)
    .refine(isCursor, NO_CURSOR)
    .optional()
    .describe('next_cursor of the page before'),
};
export const PageQuery = z.strictObject(pageQuery);

/** A page of `item`s under the name `items`. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next_cursor: z.string().optional().describe('Pass it as cursor for the next page; absent on the last'),
  });

export const pageRequest = ({
  limit,
  cursor,
}: {
  limit: number;
  cursor?: string | undefined;
}): PageRequest => ({
  limit,
  cursor,
});

export const pageView = <T, V>(page: Page<T>, view: (item: T) => V) => ({
  items: page.items.map(view),
  ...(page.nextCursor !== undefined && { next_cursor: page.nextCursor }),
});

/** Leaves out what is undefined, so that an answer has only fields that say something. */
export function present<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
