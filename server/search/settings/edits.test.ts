import { expect, test } from 'vitest';
import {
  addOneWaySynonyms,
  addStopWords,
  addSynonyms,
  bury,
  pin,
  removeStopWords,
  removeSynonyms,
  unbury,
} from './edits.ts';
import { SearchSettingsInput } from './settings-input.ts';

const none = SearchSettingsInput.parse({});

test('synonyms join the group that has any of them, language by language', () => {
  let settings = addSynonyms(none, ['sneaker', 'trainer']);
  settings = addSynonyms(settings, ['sofa', 'couch']);
  settings = addSynonyms(settings, ['Trainers', 'tennis shoe']);
  settings = addSynonyms(settings, ['sneaker', 'tenis'], { locale: 'es' });
  expect(settings.synonyms.two_way).toEqual([
    { words: ['sofa', 'couch'] },
    { words: ['sneaker', 'trainer', 'tennis shoe'] },
    { words: ['sneaker', 'tenis'], locale: 'es' },
  ]);
  settings = removeSynonyms(settings, ['SNEAKERS', 'couch']);
  expect(settings.synonyms.two_way).toEqual([
    { words: ['trainer', 'tennis shoe'] },
    { words: ['sneaker', 'tenis'], locale: 'es' },
  ]);
});

test('one-way synonyms add up, and go with their word', () => {
  let settings = addOneWaySynonyms(none, 'daypack', ['backpack']);
  settings = addOneWaySynonyms(settings, 'Daypacks', ['rucksack', 'backpacks']);
  expect(settings.synonyms.one_way).toEqual([{ from: 'Daypacks', to: ['backpack', 'rucksack'] }]);
  expect(removeSynonyms(settings, ['rucksack']).synonyms.one_way[0]?.to).toEqual(['backpack']);
  expect(removeSynonyms(settings, ['daypack']).synonyms.one_way).toEqual([]);
});

test('stop words are one list a language', () => {
  const settings = addStopWords(addStopWords(addStopWords(none, ['cheap']), ['Cheap', 'sale']), ['oferta'], {
    locale: 'es',
  });
  expect(settings.stop_words).toEqual([{ words: ['cheap', 'sale'] }, { words: ['oferta'], locale: 'es' }]);
  expect(removeStopWords(settings, ['oferta', 'sale']).stop_words).toEqual([
    { words: ['cheap'] },
    { words: ['oferta'], locale: 'es' },
  ]);
  expect(removeStopWords(settings, ['cheap', 'sales']).stop_words).toEqual([
    { words: ['oferta'], locale: 'es' },
  ]);
});

test('a pin takes the place of the one before for the same query; none takes it away', () => {
  const settings = pin(pin(none, 'gift', ['a']), 'The gifts', ['prod_b', 'b', 'c']);
  expect(settings.pins).toEqual([{ query: 'The gifts', product_ids: ['prod_b', 'prod_c'] }]);
  expect(pin(settings, 'gift', ['a'], { locale: 'es' }).pins).toHaveLength(2);
  expect(pin(settings, 'gift', []).pins).toEqual([]);
});

test('buries add up by query, and can be undone one by one', () => {
  let settings = bury(none, ['a']);
  settings = bury(settings, ['b', 'prod_a']);
  settings = bury(settings, ['a'], { query: 'lamp' });
  expect(settings.buries).toEqual([
    { product_ids: ['prod_a', 'prod_b'] },
    { query: 'lamp', product_ids: ['prod_a'] },
  ]);
  settings = unbury(settings, ['a'], { query: 'Lamps' });
  settings = unbury(settings, ['b']);
  expect(settings.buries).toEqual([{ product_ids: ['prod_a'] }]);
});
