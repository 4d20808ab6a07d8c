const MAX_DEPTH = 16;

/**
 * Looks through arguments for what no schema should have to think of: null bytes, broken surrogates, too deep nesting.
 * Answers what is wrong and where, or undefined.
 */
export function badText(
  value: unknown,
  path = '',
  depth = 0,
): { field: string; message: string } | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return { field: path, message: 'must not contain null bytes' };
    if (!value.isWellFormed())
      return { field: path, message: 'is not well-formed Unicode (a lone surrogate)' };
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH) return { field: path, message: `is nested deeper than ${MAX_DEPTH} levels` };
  for (const key of Object.keys(value)) {
    const bad =
      badText(key, path, depth) ??
      badText((value as Record<string, unknown>)[key], path ? `${path}.${key}` : key, depth + 1);
    if (bad) return bad;
  }
  return undefined;
}
