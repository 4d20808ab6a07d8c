import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followCatalogNames } from '../../server/grounding/catalog-names.ts';
import { type Judge, tryAttacks, tryFaithful } from './attack-run.ts';
import { corpora } from './corpus/corpora.ts';
import { openScenarios, type Scenario, type Scenarios } from './scenario.ts';

let scenarios: Scenarios;
let names: ReturnType<typeof followCatalogNames>;
let judge: Judge;
beforeAll(async () => {
  scenarios = await openScenarios();
  names = followCatalogNames(scenarios.shop.store);
  await names.ready;
  judge = { vocabulary: names.vocabulary, now: scenarios.shop.clock.now() };
});
afterAll(async () => {
  names.stop();
  await scenarios.close();
});

/** One of a hundred. */
const MAY_BE_REFUSED = 0.01;

describe.each(corpora)('in $language', (corpus) => {
  const made: Scenario[] = [];
  beforeAll(async () => {
    for (let seed = 1; seed <= 4; seed += 1) made.push(await scenarios.make(corpus.language, seed));
  });

  it('no lie of the corpus is sent', () => {
    const sent = [...tryAttacks(corpus, made, judge, { seed: 1, count: corpus.attacks.length })]
      .filter(({ outcome }) => outcome === 'sent')
      .map(({ attempt }) => attempt.says);
    expect(sent).toEqual([]);
  });

  it('what is true is sent', () => {
    const tried = [...tryFaithful(corpus, made, judge)].filter(({ outcome }) => outcome !== 'absent');
    const refused = tried.filter(({ outcome }) => outcome === 'blocked');
    expect(refused.length / tried.length).toBeLessThanOrEqual(MAY_BE_REFUSED);
  });
});
