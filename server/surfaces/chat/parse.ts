import { z } from 'zod';
import { CommerceError } from '../../commerce/errors.ts';

/** What the schema makes of a body. @throws CommerceError `invalid_input` with all that is wrong */
export function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommerceError('invalid_input', z.prettifyError(parsed.error), {
    field: issue?.path.join('.') ?? '',
  });
}
