import { afterAll, describe, expect, it } from 'vitest';
import { northQuay, sampleCatalogue } from '../../fixtures/chatbots/catalogue.ts';
import { CLASSES, examplesOf } from './examples.ts';
import { grader } from './grader.ts';
import { type PlantedClass, verdictOf } from './judge.ts';
import { barOf, type Counts, counted, NONE, precision, recall } from './tally.ts';
import { openVerifier } from './verifier.ts';

const catalogues = [sampleCatalogue(), northQuay()];

async function gradedOf(name: PlantedClass): Promise<Counts> {
  let counts = NONE;
  for (const catalogue of catalogues)
    for (const example of examplesOf(catalogue, { classes: [name], count: 12 }))
      counts = counted(counts, verdictOf(example.planted, await grader.marks(example)));
  return counts;
}

describe('the grounding grader on planted lies', () => {
  it.each(CLASSES)('finds the lies of %s, and nothing else', async (name) => {
    const counts = await gradedOf(name);
    const { recall: least, precision: cleanest } = barOf(name);
    expect(counts.caught + counts.missed).toBeGreaterThan(100);
    expect(counts.passed + counts.alarm).toBeGreaterThan(100);
    expect(recall(counts)).toBeGreaterThanOrEqual(least);
    expect(precision(counts)).toBeGreaterThanOrEqual(cleanest);
  });
});

describe('the verifier on planted lies', () => {
  const verifier = openVerifier();
  afterAll(() => verifier.close());

  it('refuses most wrong prices, codes and discounts, and lets true prices pass', async () => {
    const classes = ['price', 'code', 'discount'] as const;
    let counts = NONE;
    for (const example of examplesOf(northQuay(), { classes, languages: ['en'], count: 10 }))
      counts = counted(counts, verdictOf(example.planted, await verifier.marks(example)));
    expect(recall(counts)).toBeGreaterThanOrEqual(0.85);
    expect(counts.passed).toBeGreaterThan(10);
  });
});
