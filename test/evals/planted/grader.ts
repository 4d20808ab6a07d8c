import { groundingGrader } from '../../../evals/graders/grounding/index.ts';
import { observationOf } from '../../fixtures/chatbots/planted.ts';
import { gradingContext } from '../../fixtures/evals.ts';
import type { Judge } from './judge.ts';

/** The eval suite's grounding grader: it is told the shop's data, the customer's message and the reply, and nothing of tools. */
export const grader: Judge = {
  name: 'grader',
  marks: async ({ catalogue, planted }) => {
    const { language, market, currency } = planted.context;
    const grade = await groundingGrader.grade(observationOf(planted), {
      ...gradingContext({ language, market }, catalogue.shop),
      market,
      currency,
    });
    return grade.violations;
  },
  close: async () => {},
};
