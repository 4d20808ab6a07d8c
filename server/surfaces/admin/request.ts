import type { Request } from 'express';
import { z } from 'zod';
import { badText } from '../../../tools/bad-text.ts';
import { inputError } from '../../../tools/input-error.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { numbersOf } from '../query-numbers.ts';
import type { AdminRoute } from './route.ts';

export const IdempotencyKey = z
  .string()
  .regex(
    /^[\x21-\x7e]{8,128}$/,
    'Idempotency-Key must be 8 to 128 printable ASCII characters without spaces',
  );

/** Reads address, query and body by the route's schemas. @throws CommerceError `invalid_input` naming what to mend */
export function readRequest(route: AdminRoute, req: Request) {
  const query = numbersOf(route.query, req.query as Record<string, unknown>);
  return {
    params: parse(route.params, req.params) as Record<string, string>,
    query: parse(route.query, query),
    input: route.input ? parse(route.input, req.body) : {},
    key: idempotencyKey(route, req),
  };
}

function parse(schema: z.ZodObject, value: unknown): Record<string, unknown> {
  const bad = badText(value);
  if (bad) {
    throw new CommerceError('invalid_input', `Mend the request. ${bad.field} ${bad.message}.`, {
      field: bad.field,
    });
  }
  if (value === undefined) {
    throw new CommerceError(
      'invalid_input',
      'Send a JSON object as the body, with Content-Type: application/json.',
    );
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw inputError(parsed.error, schema);
  return parsed.data;
}

function idempotencyKey(route: AdminRoute, req: Request): string | undefined {
  const header = route.idempotencyKey ? req.get('Idempotency-Key') : undefined;
  if (header === undefined) return undefined;
  const parsed = IdempotencyKey.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new CommerceError('invalid_input', `${parsed.error.issues[0]!.message}.`, {
    field: 'Idempotency-Key',
  });
}
