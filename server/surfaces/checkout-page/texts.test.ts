import { expect, test } from 'vitest';
import { RejectionReason } from '../../commerce/pricing/model.ts';
import { PAGE_TOKEN } from '../../connectors/payments/stripe/provider.ts';
import { loadAssets } from '../../platform/http/assets.ts';

const wordsOf = async (language: string): Promise<Record<string, string>> =>
  (await import(new URL(`./assets/text-${language}.js`, import.meta.url).href)).text;
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test.each(['es', 'pt', 'de', 'fr'])(
  '%s says everything that English says, with the same values',
  async (language) => {
    const [english, words] = await Promise.all([wordsOf('en'), wordsOf(language)]);
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect(words[key], key).toBeTruthy();
      expect(placeholders(words[key]!), key).toEqual(placeholders(text));
    }
  },
);

test('every word that the scripts ask for exists, and every reason of a refused code', async () => {
  const english = await wordsOf('en');
  const scripts = [...loadAssets(new URL('./assets/', import.meta.url))].filter(
    ([name]) => name.endsWith('.js') && !name.startsWith('text-'),
  );
  const asked = scripts.flatMap(([, { body }]) =>
    [...body.toString().matchAll(/\bt\('(\w+)'/g)].map((match) => match[1]!),
  );
  expect(asked.length).toBeGreaterThan(40);
  const codes = RejectionReason.options.map((reason) => `code_${reason}`);
  for (const key of [...asked, ...codes, `method_${PAGE_TOKEN}`]) expect(english).toHaveProperty(key);
});

test('no script parses HTML or runs text', () => {
  for (const [name, { body }] of loadAssets(new URL('./assets/', import.meta.url))) {
    expect(body.toString(), name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
    );
  }
});
