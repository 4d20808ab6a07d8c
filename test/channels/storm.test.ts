import { expect, it } from 'vitest';
import { runStorm } from './storm/run.ts';

it('answers every message once and in order when webhooks come three times, disordered, batched and late', async () => {
  const figures = await runStorm({ conversations: 12, messages: 3, seed: 3, forgeries: 20 });
  expect(figures.wrong).toEqual([]);
  expect(figures.sent).toBeGreaterThanOrEqual(12);
  expect(figures.batched).toBeGreaterThan(0);
});
