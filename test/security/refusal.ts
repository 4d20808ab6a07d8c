import { expect } from 'vitest';
import type { Answer } from '../fixtures/shopwright-server.ts';

/** Refused with a problem that says what is wrong. */
export function expectRefusal(answer: Answer, what: string, statuses: readonly number[] = [422]): void {
  expect(statuses, `${what}: ${answer.status} ${answer.text}`).toContain(answer.status);
  expect(answer.headers.get('content-type'), what).toMatch(/^application\/problem\+json/);
  expect(String(answer.json?.detail).length, what).toBeGreaterThan(10);
  expect(answer.text, 'nothing of our insides').not.toMatch(/at file:|node:internal|ZodError|SQLITE/i);
}
