import type { Grader } from '../contract.ts';
import { graded, skipped } from './pass.ts';

/** The verdict of the code that comes with a case. What it finds counts as grounding: attacks are about made-up facts. */
export const oracleGrader: Grader = {
  name: 'oracle',
  group: 'grounding',
  about: 'the code that comes with a case, such as that of an attack',
  grade: async (observation, context) => {
    const { oracle } = context.case;
    if (!oracle) return skipped('oracle', 'the case brings none');
    return graded('oracle', await oracle(observation, context));
  },
};
