import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import {
  afterSequence,
  type DomainEvent,
  events,
  eventView,
  isWantable,
  wants,
} from '../../../commerce/events/model.ts';
import { type AdminContext, route } from '../route.ts';
import { Moment } from '../shapes.ts';

export const EventOutput = z.strictObject({
  id: z.string().describe('The same in every delivery'),
  sequence: z.int().describe('The place in the order of events; numbers may be left out'),
  type: z.string(),
  timestamp: Moment,
  subject: z.string().describe('What it is about, as kind/id'),
  data: z.record(z.string(), z.unknown()).describe('Ids and what changed'),
});

const PAGE = 500;
/** Events that one request looks through for those of its types. */
const MAX_LOOKED_AT = 10_000;

const types = z
  .string()
  .max(2000)
  .optional()
  .transform((text) => (text === undefined || text === '' ? [] : text.split(',').map((type) => type.trim())))
  .describe('Types such as order.created and families such as order.*, separated by commas; all when absent');

export const eventRoutes = [
  route({
    base: '/v1',
    scope: 'admin:events',
    tag: 'Events',
    method: 'get',
    path: '/events',
    summary: 'Read what happened',
    description:
      'In the order in which it happened, for 30 days; what webhooks are sent. Pass next_after as after for what follows. With wait the answer comes when something has happened.',
    query: z.strictObject({
      after: z
        .int()
        .nonnegative()
        .default(0)
        .describe('next_after of the answer before; 0 begins with the oldest'),
      types,
      limit: z.int().min(1).max(PAGE).default(100),
      wait: z.int().min(0).max(25).default(0).describe('Seconds to wait where there is nothing yet'),
    }),
    output: z.strictObject({
      items: z.array(EventOutput),
      next_after: z.int(),
      oldest: z
        .int()
        .optional()
        .describe('sequence of the oldest event that is kept: where it is above after + 1, some may be gone'),
    }),
    handler: async (ctx, { query }) => {
      const odd = query.types.find((type) => !isWantable(type));
      if (odd !== undefined)
        throw new CommerceError(
          'invalid_input',
          `There are no events of type "${odd}". They are listed in docs/webhooks.md.`,
          { field: 'types' },
        );
      let { items, after } = await readEvents(ctx, query);
      if (items.length === 0 && query.wait > 0) {
        await somethingToRead(ctx, query.types, query.wait * 1000);
        ({ items, after } = await readEvents(ctx, { ...query, after }));
      }
      const [oldest] = await ctx.store.find(events, { limit: 1 });
      return { items: items.map(eventView), next_after: after, ...(oldest && { oldest: oldest.sequence }) };
    },
  }),
];

interface Wanted {
  after: number;
  types: readonly string[];
  limit: number;
}

/** `after`: all up to there were looked at. */
async function readEvents(
  { store }: Pick<AdminContext, 'store'>,
  { after, types, limit }: Wanted,
): Promise<{ items: DomainEvent[]; after: number }> {
  const items: DomainEvent[] = [];
  let seen = after;
  for (let looked = 0; looked < MAX_LOOKED_AT; looked += PAGE) {
    const page = await store.find(events, { where: { _id: { gte: afterSequence(seen) } }, limit: PAGE });
    for (const event of page) {
      seen = event.sequence;
      if (wants(types, event.type)) items.push(event);
      if (items.length === limit) return { items, after: seen };
    }
    if (page.length < PAGE) break;
  }
  return { items, after: seen };
}

/** Settles when an event of the types was committed, when the time is over, or when nobody waits any more. */
async function somethingToRead(
  { store, standBy }: Pick<AdminContext, 'store' | 'standBy'>,
  types: readonly string[],
  ms: number,
): Promise<void> {
  const gone = standBy();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = store.onCommit((changes) => {
    const fitting = changes.some(
      ({ collection, document }) =>
        collection === events.name && document && wants(types, (document as DomainEvent).type),
    );
    if (fitting) resolve();
  });
  const timer = setTimeout(resolve, ms);
  const end = (): void => resolve();
  gone.addEventListener('abort', end);
  if (gone.aborted) resolve();
  await promise;
  stop();
  clearTimeout(timer);
  gone.removeEventListener('abort', end);
}
