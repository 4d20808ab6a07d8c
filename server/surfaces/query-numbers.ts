import type { z } from 'zod';

/** Values of a query are texts: those that a field wants as a number are turned into one when they spell one plainly. */
export function numbersOf(schema: z.ZodObject, query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined;
      const plain = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value);
      return [name, plain && field && !field.safeParse(value).success ? Number(value) : value];
    }),
  );
}
