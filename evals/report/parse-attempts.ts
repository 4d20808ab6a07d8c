import { z } from 'zod';
import { LANGUAGES } from '../contract.ts';

/** As much of a line of results as must be right for the run to go on from it. */
export const Attempts = z.looseObject({
  suite: z.string(),
  case: z.string(),
  attempt: z.int().positive(),
  class: z.string(),
  language: z.enum(LANGUAGES),
  tags: z.array(z.string()),
  status: z.enum(['pass', 'fail', 'error', 'skipped']),
  grades: z.array(z.looseObject({ name: z.string(), pass: z.boolean(), violations: z.array(z.unknown()) })),
  microdollars: z.number(),
});
