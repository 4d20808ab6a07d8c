import { jsonpath } from 'json-p3';
import { SuiteError } from '../error.ts';
import type { TargetConfig } from './config.ts';

/** Everything that a JSONPath (RFC 9535) finds. */
export const findAll = (path: string, value: unknown): unknown[] =>
  jsonpath.query(path, value as Parameters<typeof jsonpath.query>[1]).values() as unknown[];

export const findOne = (path: string | undefined, value: unknown): unknown =>
  path === undefined ? undefined : findAll(path, value)[0];

/** What is found as text; numbers and flags as they are written, several hits joined. Undefined: nothing was found. */
export function findText(path: string, value: unknown, between = '\n'): string | undefined {
  const found = findAll(path, value).filter((one) => one !== null && typeof one !== 'object');
  return found.length === 0 ? undefined : found.map(String).join(between);
}

export const findNumber = (path: string | undefined, value: unknown): number | undefined => {
  const found = Number(findOne(path, value) ?? Number.NaN);
  return Number.isFinite(found) ? found : undefined;
};

/** @throws SuiteError that names each path of the mapping that is no JSONPath */
export function checkPaths(config: Exclude<TargetConfig, string>): void {
  const problems: string[] = [];
  const walk = (value: unknown, at: string): void => {
    if (typeof value === 'string' && value.startsWith('$') && !value.startsWith('${')) {
      try {
        jsonpath.compile(value);
      } catch (error) {
        problems.push(`${at}: ${value} is no JSONPath: ${(error as Error).message}`);
      }
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`);
  };
  if ('http' in config) {
    const { reply, stream, open } = config.http;
    walk({ reply, stream, open: open?.conversation }, 'http');
  }
  if (problems.length > 0) throw new SuiteError(problems);
}
