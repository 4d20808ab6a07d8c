import { z } from 'zod';

export interface Field {
  path: string[];
  schema: z.ZodType;
}

/** Every argument of a schema, the nested ones that the example fills in too. */
export function fieldsOf(
  schema: z.ZodObject,
  example: Record<string, unknown>,
  path: string[] = [],
): Field[] {
  return Object.entries(schema.shape).flatMap(([name, declared]) => {
    const field = declared as z.ZodType;
    const own = { path: [...path, name], schema: field };
    const inner = unwrap(field);
    const value = example[name];
    if (inner instanceof z.ZodObject && isRecord(value)) {
      return [own, ...fieldsOf(inner, value, own.path)];
    }
    if (inner instanceof z.ZodArray && Array.isArray(value) && isRecord(value[0])) {
      const item = unwrap(inner.element as z.ZodType);
      if (item instanceof z.ZodObject) return [own, ...fieldsOf(item, value[0], [...own.path, '0'])];
    }
    return [own];
  });
}

/** A copy of `body` in which the field at `path` is `value`. */
export function withField(body: Record<string, unknown>, path: readonly string[], value: unknown): object {
  const copy = structuredClone(body);
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[path.at(-1)!] = value;
  return copy;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return unwrap(schema.unwrap() as z.ZodType);
  return schema;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
