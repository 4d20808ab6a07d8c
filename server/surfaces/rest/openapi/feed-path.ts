import { z } from 'zod';
import { FeedUpdate } from '../../../commerce/feeds/model.ts';
import { jsonBody, jsonSchema, problems, text } from './schemas.ts';

const Report = z.strictObject({
  received: z.int(),
  applied: z.int(),
  replayed: z.int().describe('Applied before'),
  stale: z.int().describe('Older than what this source sent before'),
  refused: z.int(),
  faults: z
    .array(
      z.strictObject({
        index: z.int().describe('Place in the batch, from 0'),
        variant: z.string().optional(),
        code: z.string(),
        message: z.string(),
      }),
    )
    .describe('The first hundred of those that were refused'),
});

const update = jsonSchema(FeedUpdate, 'input');

/** `POST /admin/v1/feed/updates`, which stands outside the route table because its body is a stream that may be signed. */
export const feedPath = {
  post: {
    operationId: 'admin_feed_updates',
    tags: ['Admin: Stock and price feed'],
    summary: 'Send updates of stock and prices',
    description:
      'For systems that own them, such as an ERP or a warehouse: a JSON array or JSON lines, ten thousand and more in one request. Each update has the number of its change at the source: one that is not newer than the last for the same variant and location, or market, changes nothing, so batches may come again and out of order. Updates are applied some hundred at a time, each by itself. With a key, or signed (Standard Webhooks) with the secret of the source and then at most 16 MiB.',
    security: [{ key: ['admin:feed'] }, {}],
    parameters: [
      { name: 'source', in: 'query', required: true, description: 'Name of the system', ...text },
      { name: 'webhook-id', in: 'header', required: false, description: 'Of a signed request', ...text },
      {
        name: 'webhook-timestamp',
        in: 'header',
        required: false,
        description: 'Seconds since the epoch',
        ...text,
      },
      { name: 'webhook-signature', in: 'header', required: false, ...text },
    ],
    requestBody: {
      required: true,
      content: {
        ...jsonBody({ type: 'array', items: update }, [
          { variant: 'HB-LAMP-BK', sequence: 1041, location: 'east', on_hand: 40 },
          { variant: 'HB-LAMP-WH', sequence: 1042, price: { market: 'us', amount: 4500, currency: 'USD' } },
        ]),
        'application/x-ndjson': { schema: update },
      },
    },
    responses: {
      200: { description: 'Done', content: jsonBody(jsonSchema(Report, 'output')) },
      ...problems(400, 401, 403, 413, 415, 422, 429, 500, 503),
    },
  },
};
