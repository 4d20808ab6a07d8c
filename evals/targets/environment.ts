import { SuiteError } from '../error.ts';

/**
 * Puts environment variables in the places of `${NAME}`, in every text of a value.
 * @throws SuiteError that names each variable that is not set
 */
export function withEnvironment<T>(value: T, env: Readonly<Record<string, string | undefined>>): T {
  const missing = new Set<string>();
  const into = (inner: unknown): unknown => {
    if (typeof inner === 'string')
      return inner.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => {
        const found = env[name];
        if (found === undefined) missing.add(name);
        return found ?? '';
      });
    if (Array.isArray(inner)) return inner.map(into);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, into(one)]));
  };
  const filled = into(value) as T;
  if (missing.size > 0)
    throw new SuiteError(
      `The target needs environment variables that are not set: ${[...missing].join(', ')}.`,
    );
  return filled;
}
