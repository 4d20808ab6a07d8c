import type { Language } from '../../contract.ts';
import { isCommon } from '../language.ts';
import type { Stranger } from './mentions.ts';
import { type Plain, type Word, wordsOf } from './plain.ts';
import { UNITS } from './units.ts';
import { fold, textsOf, type World } from './world.ts';

/** How the shop's titles are made. */
interface Titles {
  readonly words: ReadonlySet<string>;
  /** Those that are the same in every language of a title. */
  readonly shared: ReadonlySet<string>;
  /** Two words that follow each other in a title. */
  readonly pairs: ReadonlySet<string>;
  /** The numbers that follow two words of a title. */
  readonly numbers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Titles of more than three words by their last three. */
  readonly ends: ReadonlyMap<string, readonly (readonly string[])[]>;
}

const known = new WeakMap<World, Titles>();
function titlesOf(world: World): Titles {
  const found = known.get(world);
  if (found) return found;
  const words = new Set<string>();
  const shared = new Set<string>();
  const pairs = new Set<string>();
  const numbers = new Map<string, Set<string>>();
  const ends = new Map<string, string[][]>();
  for (const { product } of world.items)
    for (const title of textsOf(product.title)) {
      const others = textsOf(product.title).filter((one) => one !== title);
      const all = wordsOf(fold(title)).map(({ low }) => low);
      if (all.length > 3) {
        const key = all.slice(-3).join(' ');
        ends.set(key, [...(ends.get(key) ?? []), all]);
      }
      all.forEach((word, at) => {
        words.add(word);
        if (word.length > 2 && others.every((one) => fold(one).includes(word))) shared.add(word);
        if (at > 0) pairs.add(`${all[at - 1]} ${word}`);
        if (at < 1 || !/\d/.test(word)) return;
        const key = at === 1 ? all[0]! : `${all[at - 2]} ${all[at - 1]}`;
        numbers.set(key, (numbers.get(key) ?? new Set()).add(word));
      });
    }
  const made = { words, shared, pairs, numbers, ends };
  known.set(world, made);
  return made;
}

/** How many words up to a place are the end of a title, where they are most of it and not all; undefined otherwise. */
function tailAt({ ends }: Titles, words: readonly Word[], at: number): number | undefined {
  if (at < 3) return undefined;
  let best: number | undefined;
  for (const title of ends.get(`${words[at - 2]!.low} ${words[at - 1]!.low} ${words[at]!.low}`) ?? []) {
    let same = 3;
    while (same < title.length && title.at(-same - 1) === words[at - same]?.low) same += 1;
    if (same === title.length) return undefined;
    if (same * 2 >= title.length && same > (best ?? 0)) best = same;
  }
  return best;
}

const LINK = /^(?:de|d|du|des|of|for|da|do|para|pour|fur|en|in|aus|con|com|avec|mit|a|la|le)$/;
/** Nouns that stand before a name in German, where all nouns have a capital. */
const GENERIC =
  /^(?:modell\w*|artikel\w*|produkt\w*|bestseller\w*|topseller|variante\w*|ausfuhrung\w*|große\w*|farbe\w*|version\w*|klassiker\w*|favorit\w*|preis\w*|angebot\w*|gerat\w*|nachfolger\w*|vorganger\w*|alternative\w*|neuheit\w*|empfehlung\w*|tipp\w*|marke\w*|serie\w*|reihe\w*|name\w*|bezeichnung\w*|nummer\w*|typ|kombination\w*|wahl|vergleich\w*|unterschied\w*|einmal|zubehor|beispiel\w*|seite\w*|bereich\w*)$/;
/** Verbs that can follow a name at the beginning of a sentence. */
const VERB =
  /^\s(?:is|are|would|has|comes?|costs?|fits?|suits?|will|esta|es|te|le|tiene|cuesta|viene|va|e|fica|ficava|iria|custa|tem|vem|serv\w+|ist|hat|wurde|kostet|passt|kommt|est|a|vous|coute|serait|convien\w+)(?!\p{L})/u;
/** Words in capitals that name no product: carriers, payment, nets, places. */
const ELSEWHERE =
  /^(?:ademas|alem|besides|apart|junto|dices|datos|dados|technische\w*|quanto|cuanto|entre|avant|apres|sobre|unter|neben|outre|networking|stuck|packung|exemplar|paar|ihnen|euch|ihrem|ihren|ihres|google|apple|amazon|paypal|klarna|visa|mastercard|instagram|facebook|whatsapp|youtube|fedex|deutschland|germany|spain|france|portugal|espana|europa|europe|austria|alemania|alemanha|allemagne|espagne|unidos|united|kingdom|states|royaume|reino|christmas|easter|black|friday|british|canadian|swiss|australian|brazilian|japanese|american|schweizer|mexican|swedish|english|spanish|german|french|portuguese|monday|tuesday|wednesday|thursday|saturday|sunday|january|february|april|august|september|october|november|december|article|artikel|bestell\w*|pedido|commande|order\w*)$/;

/**
 * Names that are made like those of the shop and are none of them: a known name with another number, and words in capitals that the shop
 * never uses, beside a number or words of titles. `named` tells where a name ends that begins at a place.
 */
export function strangeNames(
  plain: Plain,
  world: World,
  language: Language,
  named: (place: number) => number | undefined,
): Stranger[] {
  const titles = titlesOf(world);
  const words = wordsOf(plain.low);
  const found: Stranger[] = [];
  const beside = (one: Word | undefined, other: Word | undefined): boolean =>
    one !== undefined &&
    other !== undefined &&
    /^ ?[%°,]? $|^ $|^'$/.test(plain.low.slice(one.end, other.start));
  const near = (one: Word, other: Word): boolean => plain.low[one.end] === ' ' && one.end + 1 === other.start;
  /** A word of titles, where they are in several languages one of all of them in German, whose nouns all have a capital. */
  const telling = ({ low, start, end }: Word): boolean =>
    low.length > 2 &&
    !LINK.test(low) &&
    !isCommon(plain.text.slice(start, end)) &&
    (language === 'de' && localized(world) ? titles.shared : titles.words).has(low);
  const bracketed = (one: Word | undefined, other: Word): boolean =>
    beside(one, other) || (one !== undefined && plain.low.slice(one.end, other.start) === ' (');
  words.forEach((word, at) => {
    const [before, two] = [words[at - 1], words[at - 2]];
    if (/\d/.test(word.low) && bracketed(before, word)) {
      const full = beside(two, before) && titles.numbers.get(`${two!.low} ${before!.low}`);
      const others =
        full || (word.low.length > 1 && !GENERIC.test(before!.low) && titles.numbers.get(before!.low));
      if (
        others &&
        !others.has(word.low) &&
        !world.pairs.has(`${before!.low} ${word.low}`) &&
        !(full ? counts : measured)(plain, word)
      )
        found.push({ start: (full ? two! : before!).start, end: word.end });
      else if (
        coded(plain, word, world) &&
        titles.words.has(before!.low) &&
        /^[\p{Lu}\d]/u.test(plain.text.slice(before!.start, before!.end))
      )
        found.push({ start: before!.start, end: word.end });
    }
    const part = tailAt(titles, words, at);
    if (part) {
      const odd = words[at - part];
      if (
        odd &&
        (coded(plain, odd, world) || /\d/.test(odd.low) || !world.words.has(odd.low)) &&
        /^[\p{Lu}\d]/u.test(plain.text.slice(odd.start, odd.end)) &&
        bracketed(odd, words[at - part + 1]!) &&
        !isCommon(odd.low)
      )
        found.push({ start: odd.start, end: word.end });
    }
    const unknown =
      /^\p{Lu}[\p{L}-]{4,}$/u.test(plain.text.slice(word.start, word.end)) &&
      !/^\p{Lu}+$/u.test(plain.text.slice(word.start, word.end)) &&
      !world.words.has(word.low) &&
      !ELSEWHERE.test(word.low) &&
      !isCommon(plain.text.slice(word.start, word.end)) &&
      !(language === 'de' && GENERIC.test(word.low));
    if (!unknown) return;
    const first = /(?:^|[.!?:\n"(*-])[\s*_"]*$/.test(
      plain.text.slice(Math.max(0, word.start - 4), word.start),
    );
    const opens = first && !/:[\s*_"]*$/.test(plain.text.slice(Math.max(0, word.start - 4), word.start));
    const next = beside(word, words[at + 1]) ? words[at + 1] : undefined;
    const third = beside(next, words[at + 2]) ? words[at + 2] : undefined;
    const number = next && /^\d{2,5}\p{L}?$/u.test(next.low) && !measured(plain, next);
    if (number && (!opens || VERB.test(plain.low.slice(next.end)))) {
      found.push({ start: word.start, end: next.end });
      return;
    }
    const goesOn =
      next &&
      third &&
      near(word, next) &&
      titles.pairs.has(`${next.low} ${third.low}`) &&
      named(next.start) === undefined;
    const core =
      next &&
      near(word, next) &&
      named(next.start) !== undefined &&
      (language !== 'de' || titles.shared.has(next.low)) &&
      (!opens || (!DETERMINER.test(word.low) && VERB.test(plain.low.slice(named(next.start)!))));
    const ends =
      !opens &&
      before &&
      beside(before, word) &&
      near(before, word) &&
      telling(before) &&
      (language !== 'de' || /^\p{Lu}/u.test(plain.text.slice(before.start, before.start + 1))) &&
      (two === undefined ||
        !beside(two, before) ||
        !titles.words.has(two.low) ||
        titles.pairs.has(`${two.low} ${before.low}`));
    const capital =
      next !== undefined && near(word, next) && /^\p{Lu}/u.test(plain.text.slice(next.start, next.start + 1));
    const owned = next !== undefined && capital && titles.shared.has(next.low);
    const withName = opens
      ? owned && VERB.test(plain.low.slice(next.end)) && !DETERMINER.test(word.low)
      : language === 'de'
        ? owned
        : next !== undefined && capital && titles.words.has(next.low);
    // “We carry the Velmora”: what is offered by a name alone.
    const said = plain.low.slice(Math.max(0, word.start - 160), word.start);
    const alone = opens
      ? SUBJECT.test(plain.low.slice(word.end, word.end + 80)) && !DETERMINER.test(word.low)
      : SUCCEEDS.test(said) || (language !== 'de' && OFFERED.test(said));
    if (alone || goesOn || core || withName || ends)
      found.push({
        start: ends ? before.start : word.start,
        end: (goesOn && third ? third : next && (core || withName) ? next : word).end,
      });
  });
  return found;
}

/** “… is in our range”, “… would suit you better”. */
const SUBJECT =
  /^\s(?:is|est|esta|ist|would|wurde|te|le|vous|servia|ficava|seria)\b[^.!?]{0,40}(?:range|assortment|\bgama\b|gamme|sortiment|catalog\w*|besser|better|mejor|melhor|mieux)/;
/** “The successor of … is”. */
const SUCCEEDS =
  /(?:successor|sucesor|sucessor|nachfolger|successeur|novelty|novedad|novidade|neuheit|nouveaute|(?:my )?(?:pick|tip)|eleccion|escolha|tipp|choix)\b[^.!?]{0,120}(?:\b(?:is|es|e|ist|heißt|est|called|llama|chama|appelle)\b|:)\s?(?:the |el |la |o |a |le |der |die |das )?$/;
const OFFERED =
  /\b(?:carry|sell|recommend|suggest|take|stock|recomiendo|recomend\w+(?:-lhe|-te)?|sugier\w+|sugir\w+|sugeria|vendemos|tenemos|temos|llevan|levam|recommander?\w*|vendons|conseille\w*|prennent|prends|also sold as|vende como|vendido como|vendu sous le nom(?: de)?) (?:the |our |el |la |o |a |le |nuestr[oa] |noss[oa] |notre )?$/;
/** Words that begin a sentence and go with a noun. */
const DETERMINER =
  /^(?:unser\w*|dies\w*|jede\w*|euer\w*|welche\w*|manche\w*|beide\w*|nuestr\w*|noss[ao]s?|est[ae]s?|cette|notre|votre|chaque|quel\w*|every|these|those|their|other|another|which|tod[oa]s)$/;
/** Titles in several languages: then a word that all have is a name. */
const localized = ({ items }: World): boolean =>
  items.some(({ product }) => textsOf(product.title).length > 1);

/** A part number that the shop has not: letters and digits, nothing that is measured. */
const coded = (plain: Plain, word: Word, { words }: World): boolean =>
  /^(?=.*\d)(?=.*[A-Z])[A-Z0-9][A-Z0-9./-]{4,}$/.test(plain.text.slice(word.start, word.end)) &&
  !words.has(word.low) &&
  !/^[A-Z]{3,}[-_]?\d{1,4}X?$/.test(plain.text.slice(word.start, word.end)) &&
  !/^\d+(?:[.,]\d+)?\p{L}{1,3}$/u.test(word.low);

/** With a unit or a currency behind it a number is no part of a name. */
const measured = (plain: Plain, word: Word): boolean =>
  UNITS.test(plain.low.slice(word.end, word.end + 14)) || counts(plain, word);
const counts = (plain: Plain, { end }: Word): boolean =>
  /^(?:\s?(?:[$€£%]|usd|eur|gbp)|\s(?:days?|hours?|weeks?|months?|years?|tagen?|stunden|wochen|jahren?|dias?|horas?|semanas?|anos?|jours?|heures?|semaines?|ans|units?|pieces?|stuck|unidad\w*|unites?|times|mal|euros?|dollars?|dolares|pounds?|people|left|in stock)(?!\p{L})|[.,]\d|\s?(?:×|x)\s?[$€£])/u.test(
    plain.low.slice(end, end + 14),
  );
