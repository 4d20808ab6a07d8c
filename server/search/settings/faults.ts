import { productId } from '../../commerce/catalog/rules.ts';
import { stem } from '../analysis/stem.ts';
import { tokenize } from '../analysis/tokens.ts';
import { CompiledSettings, LONGEST_PHRASE, languageOf, phraseKey } from '../query/settings.ts';
import type { SearchSettingsInput } from './settings-input.ts';
import { circleIn } from './synonym-circle.ts';

/** What is wrong, in one sentence without its subject, and where. */
export interface SettingsFault {
  readonly field: string;
  readonly message: string;
}

interface Known {
  /** Languages of the shop. */
  readonly locales: readonly string[];
  /** Whether there is a product with this id, with or without its prefix. */
  readonly isProduct: (id: string) => boolean;
}

type Report = (field: string, message: string) => void;
interface Spoken {
  readonly locale?: string | undefined;
}

/** What is wrong with settings that their schema cannot see. */
export function settingsFaults(input: SearchSettingsInput, known: Known): SettingsFault[] {
  const faults: SettingsFault[] = [];
  const report: Report = (field, message) => void faults.push({ field, message });
  checkLanguages(input, known.locales, report);
  for (const [i, { from, to }] of input.synonyms.one_way.entries()) {
    const at = `synonyms.one_way.${i}`;
    checkPhrases([from], () => `${at}.from`, report);
    checkPhrases(to, (j) => `${at}.to.${j}`, report);
    const own = to.findIndex((text) => phraseKey(text) !== '' && phraseKey(text) === phraseKey(from));
    if (own >= 0) report(`${at}.to.${own}`, `"${to[own]}" is the same word as "${from}"`);
  }
  for (const [i, { words }] of input.synonyms.two_way.entries()) {
    const at = `synonyms.two_way.${i}`;
    if (words.length < 2) report(`${at}.words`, 'needs two words at least');
    checkPhrases(words, (j) => `${at}.words.${j}`, report);
  }
  for (const [i, { words }] of input.stop_words.entries()) {
    for (const [j, word] of words.entries()) {
      const count = tokenize(word).length;
      const field = `stop_words.${i}.words.${j}`;
      if (count === 0) report(field, empty(word));
      else if (count > 1) report(field, `"${word}" is more than one word; give each by itself`);
    }
  }
  if (faults.length === 0) checkMeaning(input, report);
  checkMoves(input, known, report);
  return faults;
}

const empty = (text: string): string =>
  text.trim() === '' ? 'is empty' : `"${text}" holds no letters or digits`;
const nameOf = ({ locale }: Spoken): string => (locale === undefined ? 'for all languages' : `for ${locale}`);

function checkLanguages(input: SearchSettingsInput, locales: readonly string[], report: Report): void {
  const known = new Set(locales.map(languageOf));
  const lists: [string, readonly Spoken[]][] = [
    ['synonyms.one_way', input.synonyms.one_way],
    ['synonyms.two_way', input.synonyms.two_way],
    ['stop_words', input.stop_words],
    ['pins', input.pins],
    ['buries', input.buries],
  ];
  for (const [name, list] of lists) {
    for (const [i, { locale }] of list.entries()) {
      if (locale !== undefined && !known.has(languageOf(locale)))
        report(`${name}.${i}.locale`, `the shop does not speak "${locale}"; it speaks ${locales.join(', ')}`);
    }
  }
}

/** Words of one entry: none empty, none too long to be found, none twice. */
function checkPhrases(texts: readonly string[], field: (i: number) => string, report: Report): void {
  const seen = new Map<string, string>();
  for (const [i, text] of texts.entries()) {
    const key = phraseKey(text);
    const first = seen.get(key);
    if (key === '') report(field(i), empty(text));
    else if (key.split(' ').length > LONGEST_PHRASE)
      report(field(i), `"${text}" is longer than ${LONGEST_PHRASE} words, and would never be found`);
    else if (first !== undefined)
      report(
        field(i),
        `"${text}" and "${first}" are the same word to search: case, accents and plural do not count`,
      );
    else seen.set(key, text);
  }
}

/** Circles of synonyms, and synonyms that stop words silence. */
function checkMeaning(input: SearchSettingsInput, report: Report): void {
  const { one_way: oneWay, two_way: twoWay } = input.synonyms;
  const stopWords = new Set(
    input.stop_words.flatMap(({ words }) => words.map((word) => stem(tokenize(word)[0]!.text))),
  );
  for (const [i, { from }] of oneWay.entries()) {
    if (
      phraseKey(from)
        .split(' ')
        .every((word) => stopWords.has(word))
    )
      report(`synonyms.one_way.${i}.from`, `"${from}" is a stop word too, and so never looked for`);
  }
  const circle = circleIn(oneWay, twoWay);
  if (circle)
    report(
      `synonyms.one_way.${circle.entry}`,
      `leads in a circle: ${circle.path.join(' → ')}. Words that stand for each other belong into one entry of two_way`,
    );
}

/** Pins and buries: products that exist, each query once, nothing moved both ways. */
function checkMoves(input: SearchSettingsInput, { isProduct }: Known, report: Report): void {
  const settings = new CompiledSettings({ stopWords: input.stop_words.flatMap(({ words }) => words) });
  const keyOf = (entry: Spoken & { query?: string | undefined }): string =>
    `${entry.locale === undefined ? '' : languageOf(entry.locale)}|${settings.keyOf(entry.query ?? '')}`;
  const pinned = new Map<string, { at: number; ids: Set<string> }>();
  const checkIds = (ids: readonly string[], at: string): void => {
    for (const [j, id] of ids.entries()) {
      if (!isProduct(id)) report(`${at}.product_ids.${j}`, `there is no product "${id}"`);
      else if (ids.findIndex((other) => productId(other) === productId(id)) < j)
        report(`${at}.product_ids.${j}`, `"${id}" stands there twice`);
    }
  };
  for (const [i, entry] of input.pins.entries()) {
    const at = `pins.${i}`;
    checkIds(entry.product_ids, at);
    if (tokenize(entry.query).length === 0) {
      report(`${at}.query`, empty(entry.query));
      continue;
    }
    const before = pinned.get(keyOf(entry));
    if (before)
      report(
        `${at}.query`,
        `"${entry.query}" is pinned ${nameOf(entry)} by pins.${before.at} already; put all products there`,
      );
    else pinned.set(keyOf(entry), { at: i, ids: new Set(entry.product_ids.map(productId)) });
  }
  for (const [i, entry] of input.buries.entries()) {
    const at = `buries.${i}`;
    checkIds(entry.product_ids, at);
    if (entry.query === undefined) continue;
    if (tokenize(entry.query).length === 0) {
      report(`${at}.query`, `${empty(entry.query)}; leave it out to bury for every query`);
      continue;
    }
    const pins = pinned.get(keyOf(entry));
    const both = entry.product_ids.findIndex((id) => pins?.ids.has(productId(id)));
    if (both >= 0)
      report(
        `${at}.product_ids.${both}`,
        `"${entry.product_ids[both]}" is pinned for "${entry.query}" by pins.${pins!.at}`,
      );
  }
}
