import { z } from 'zod';
import { Money } from '../../../commerce/money.ts';
import { jsonBody, jsonSchema, problems } from './schemas.ts';

/** What `GET /v1/quotes/{id}` answers. */
export const QuoteOutput = z.strictObject({
  id: z.string(),
  product_id: z.string(),
  variant_id: z.string(),
  unit_price: Money,
  market: z.string(),
  tax_included: z.boolean(),
  price_id: z.string(),
  price_version: z.int(),
  issued_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  proof: z.string().describe('Compact JWS, Ed25519; check it with the keys at /.well-known/jwks.json'),
});

const Jwks = z.strictObject({
  keys: z.array(z.looseObject({ kty: z.string(), crv: z.string(), kid: z.string(), x: z.string() })),
});
const Health = z.strictObject({ status: z.string() });
const Readiness = z.strictObject({
  status: z.string(),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])),
});

const answer = (description: string, schema: z.ZodType) => ({
  description,
  content: jsonBody(jsonSchema(schema, 'output')),
});

/** What needs neither tool nor admin key. */
export const publicPaths = {
  '/v1/quotes/{id}': {
    get: {
      operationId: 'get_quote',
      tags: ['Quotes'],
      summary: 'Show a quote with its proof',
      description:
        'Every price that leaves the server is a quote. The proof is signed and can be verified by anybody, offline. A quote made for a customer’s group is shown to that customer only.',
      security: [{}, { key: [] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      responses: {
        200: answer('It holds now', QuoteOutput),
        ...problems(400, 401, 403, 404, 410, 429, 500, 503),
      },
    },
  },
  '/.well-known/jwks.json': {
    get: {
      operationId: 'get_keys',
      tags: ['Quotes'],
      summary: 'Show the public keys that proofs are signed with',
      security: [{}],
      responses: { 200: answer('RFC 7517', Jwks), ...problems(401, 403, 429, 500, 503) },
    },
  },
  '/healthz': {
    get: {
      operationId: 'healthz',
      tags: ['Operation'],
      summary: 'Whether the process runs',
      security: [{}],
      responses: { 200: answer('It runs', Health) },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readyz',
      tags: ['Operation'],
      summary: 'Whether the server can serve',
      security: [{}],
      responses: {
        200: answer('It can', Readiness),
        503: answer('It starts, stops, or a check fails', Readiness),
      },
    },
  },
};
