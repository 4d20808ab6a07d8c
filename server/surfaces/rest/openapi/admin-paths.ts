import type { z } from 'zod';
import { IdempotencyKey } from '../../admin/request.ts';
import { type AdminRoute, addressOf } from '../../admin/route.ts';
import { adminExamples } from '../admin-examples.ts';
import { feedPath } from './feed-path.ts';
import { importPath } from './import-path.ts';
import { EventStream, JsonLines, jsonBody, jsonSchema, problems } from './schemas.ts';

export const ADMIN_BASE = '/admin/v1';

/** The admin API, from its route table. */
export function adminPaths(routes: readonly AdminRoute[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = addressOf(route);
    paths[path] ??= {};
    paths[path][route.method] = operation(route);
  }
  return paths;
}

const ifMatchParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'ETag of the answer that was changed: where another version is stored, nothing is written',
  schema: { type: 'string' },
};
const etagHeader = { ETag: { schema: { type: 'string' }, description: 'The version, for If-Match' } };

function operation(route: AdminRoute) {
  const body = route.input && jsonSchema(route.input, 'input');
  const parameters = [
    ...fields(route.params, 'path'),
    ...fields(route.query, 'query'),
    ...(route.idempotencyKey
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description:
              'A repetition with the same key and the same request within 24 hours gets the first answer, without a second effect.',
            schema: jsonSchema(IdempotencyKey, 'input'),
          },
        ]
      : []),
    ...(route.versioned && !route.readOnly ? [ifMatchParameter] : []),
  ];
  return {
    operationId: operationId(route),
    tags: [tagOf(route)],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: [{ key: [route.scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: jsonBody(body, adminExamples[exampleKey(route)]) },
    }),
    responses: {
      [route.status]: {
        description: route.status === 201 ? 'Made' : 'Done',
        ...(route.versioned && { headers: etagHeader }),
        content: jsonBody(jsonSchema(route.output, 'output')),
      },
      ...problems(
        ...[401, 403, 422, 429, 500, 503, ...(body ? [400, 413, 415] : [400])],
        ...(route.idempotencyKey ? [409] : []),
        ...route.problems,
      ),
    },
  };
}

export const exampleKey = (route: AdminRoute): string => `${route.method.toUpperCase()} ${route.path}`;

/** The group of the reference in which a route stands. */
export const tagOf = ({ base, tag }: AdminRoute): string => (base === ADMIN_BASE ? `Admin: ${tag}` : tag);

/** `POST /orders/{id}/ship` is `admin_post_orders_id_ship`. */
const operationId = (route: AdminRoute): string =>
  `${route.scope.startsWith('admin:') ? 'admin_' : ''}${route.method}${route.path.replaceAll(/[^a-z]+/g, '_').replace(/_$/, '')}`;

function fields(schema: z.ZodObject, where: 'path' | 'query') {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: field,
  }));
}

const MONTH = '^\\d{4}-(0[1-9]|1[0-2])$';

/** Import and export are streams and stand outside the route table. */
export const streamPaths = {
  [`${ADMIN_BASE}/import`]: importPath,
  [`${ADMIN_BASE}/feed/updates`]: feedPath,
  [`${ADMIN_BASE}/export`]: {
    get: {
      operationId: 'admin_export',
      tags: ['Admin: Import and export'],
      summary: 'Export the catalogue',
      description:
        'Shop settings, categories and products with prices and stock, as JSON Lines that an import takes.',
      security: [{ key: ['admin:export'] }],
      responses: {
        200: { description: 'Line by line', content: JsonLines },
        ...problems(401, 403, 429, 500, 503),
      },
    },
  },
  [`${ADMIN_BASE}/payouts/{month}/csv`]: {
    get: {
      operationId: 'admin_get_payouts_csv',
      tags: ['Admin: Publishers'],
      summary: 'Export what every publisher is to be paid for a month',
      description: 'CSV (RFC 4180) with a header; one row for each publisher and currency.',
      security: [{ key: ['admin:publishers'] }],
      parameters: [{ name: 'month', in: 'path', required: true, schema: { type: 'string', pattern: MONTH } }],
      responses: {
        200: { description: 'Row by row', content: { 'text/csv': { schema: { type: 'string' } } } },
        ...problems(401, 403, 422, 429, 500, 503),
      },
    },
  },
  '/v1/handoffs/events': {
    get: {
      operationId: 'admin_handoff_events',
      tags: ['Handoffs'],
      summary: 'Follow handoffs',
      description:
        'Server-Sent Events: `handoff` whenever one is made or changes, `message` when a customer writes who is handed over. After a break, list them anew.',
      security: [{ key: ['admin:handoffs'] }],
      responses: {
        200: { description: 'Event by event', content: EventStream },
        ...problems(401, 403, 429, 500, 503),
      },
    },
  },
};
