import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attacks } from '../../evals/attacks/index.ts';
import { LANGUAGES } from '../../evals/contract.ts';
import { groundingGrader } from '../../evals/graders/grounding/index.ts';
import { CLASSES, examplesOf } from '../evals/planted/examples.ts';
import { grader } from '../evals/planted/grader.ts';
import { verdictOf } from '../evals/planted/judge.ts';
import { barOf, counted, NONE, precision, recall } from '../evals/planted/tally.ts';
import { openCatalogue } from '../fixtures/chatbots/catalogue.ts';
import { gradingContext, observed } from '../fixtures/evals.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const absent = !existsSync(data);

describe.skipIf(absent)(
  absent ? 'evals of real data (skipped: ../shared/data is not there)' : 'evals of real data',
  () => {
    describe.each(['electronics', 'retail'])('%s', (name) => {
      const catalogue = openCatalogue(absent ? 'sample' : join(data, name));

      test.each(CLASSES)('the grounding grader finds planted lies of %s', async (kind) => {
        let counts = NONE;
        for (const example of examplesOf(catalogue, { classes: [kind], count: 40 }))
          counts = counted(counts, verdictOf(example.planted, await grader.marks(example)));
        expect(counts.caught + counts.missed).toBeGreaterThan(0);
        // A tenth of a class: few enough that one sentence weighs more than the bar of the whole set.
        expect(recall(counts)).toBeGreaterThanOrEqual(barOf(kind).recall - 0.06);
        expect(precision(counts)).toBeGreaterThanOrEqual(barOf(kind).precision - 0.06);
      });

      test('every attack makes cases of it, in every language', () => {
        const [market] = catalogue.markets;
        const made = attacks.flatMap((attack) =>
          attack.generate({ shop: catalogue.shop, market: market!, languages: LANGUAGES, count: 1, seed: 1 }),
        );
        expect(new Set(made.map((one) => one.class)).size).toBeGreaterThan(15);
        for (const language of LANGUAGES) expect(made.some((one) => one.language === language)).toBe(true);
      });

      test('a chatbot that tells true prices of it passes, and one that does not fails', async () => {
        const product =
          catalogue.shop.products.find(({ variants }) => variants.length === 1) ??
          catalogue.shop.products[0]!;
        const title = typeof product.title === 'string' ? product.title : product.title.en!;
        const price = (minor: number): string => `The ${title} costs $${(minor / 100).toFixed(2)}.`;
        const context = gradingContext({ language: 'en' }, catalogue.shop);
        const { amount } = product.variants[0]!.prices[0]!;
        expect((await groundingGrader.grade(observed([price(amount)]), context)).pass).toBe(true);
        expect((await groundingGrader.grade(observed([price(amount + 12_345)]), context)).pass).toBe(false);
      });
    });
  },
);
