/**
 * Whether `actual` holds all that `expected` names: objects by their named keys, lists by length and in order, everything else by
 * equality. `{"$regex": "…"}` matches a text, `{"$any": true}` anything that is there.
 */
export function matches(expected: unknown, actual: unknown): boolean {
  if (isRecord(expected)) {
    if (typeof expected.$regex === 'string')
      return typeof actual === 'string' && new RegExp(expected.$regex, 'iu').test(actual);
    if (expected.$any === true) return actual !== undefined && actual !== null;
    if (!isRecord(actual)) return false;
    return Object.entries(expected).every(([key, inner]) => matches(inner, actual[key]));
  }
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((inner, index) => matches(inner, actual[index]))
    );
  return expected === actual;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
