import type { Memory } from '../../conversation/model.ts';
import type { Facts } from '../../grounding/fact.ts';
import { type Vocabulary, wordsOf } from '../../grounding/verify/vocabulary.ts';
import { asks } from './asking-words.ts';

interface Known {
  facts: Facts;
  memory: Pick<Memory, 'shown' | 'focus'>;
  vocabulary: Vocabulary;
  language: string;
}

/** What stands behind one of these is a thing, or a word for one. */
const ARTICLES = new Set(
  'the a an my el la los las un una unos unas mi o os as um uma uns umas meu minha der die das den dem ein eine einen einem le les des du mon ma mes l'.split(
    ' ',
  ),
);
/** Where things are put, which one of them, and how many. */
const NO_THINGS =
  /^(?:cart|basket|bag|trolley|first|second|third|last|other|same|whole|cheap\w*|one\w*|two|both|carrito|cesta|bolsa|compra|pedido|primer\w*|segund\w*|tercer\w*|ultim\w*|otr\w*|mism\w*|barat\w*|carrinho|cesto|sacola|encomenda|terceir\w*|outr\w*|mesm\w*|warenkorb|korb|wagen|einkauf\w*|erst\w*|zweit\w*|dritt\w*|letzt\w*|ander\w*|gleich\w*|gunstig\w*|billig\w*|davon|hiervon|panier|commande|premier\w*|deuxieme|second\w*|troisieme|dernier\w*|autre\w*|meme\w*)$/u;
const MIN_THING = 4;

/** A shorter word, such as an article, names nothing. */
const MIN_NAME = 3;

/**
 * Whether a customer who writes this can mean the product: the words name no other one, and it was shown or spoken of before, or
 * they hold a word of its title.
 */
export function mayMean(
  words: string,
  variantId: string,
  { facts, memory, vocabulary, language }: Known,
): boolean {
  const all = [...facts.values()];
  const own = all.find(({ subject }) => subject.variantId === variantId)?.subject.productId;
  const shown = [...memory.shown, ...(memory.focus ? [memory.focus] : [])];
  const wasShown = shown.some((one) => one.variantId === variantId || one.productId === own);
  if (own === undefined) return wasShown;
  const asked = wordsOf(words).filter((word) => word.length >= MIN_NAME);
  const others = asked.flatMap((word) => vocabulary.productsNamed(word) ?? []);
  if (others.length > 0) return others.some((products) => products.has(own));
  if (namesUnknown(wordsOf(words), vocabulary, language)) return false;
  const title = all
    .filter(
      ({ kind, subject }) => subject.productId === own && ['product', 'brand', 'variant'].includes(kind),
    )
    .flatMap(({ value }) => (value.type === 'text' ? wordsOf(value.text) : []));
  return wasShown || asked.some((word) => title.some((one) => stem(one) === stem(word)));
}

/** "Lamps" is "lamp". */
const stem = (word: string): string => word.slice(0, Math.max(4, word.length - 2));

/** Something that stands in no text of the catalogue: "the vacuum cleaner", not "the brighter lamp". */
const namesUnknown = (words: readonly string[], vocabulary: Vocabulary, language: string): boolean =>
  words.some((article, at) => {
    if (!ARTICLES.has(article)) return false;
    const rest = words.slice(at + 1, at + 4);
    const end = rest.findIndex((word) => ARTICLES.has(word));
    const phrase = (end < 0 ? rest : rest.slice(0, end)).filter(
      (word) => word.length >= MIN_THING || NO_THINGS.test(word),
    );
    return phrase.length > 0 && phrase.every((word) => isUnknown(word, vocabulary, language));
  });

const isUnknown = (word: string, vocabulary: Vocabulary, language: string): boolean =>
  !NO_THINGS.test(word) &&
  // "Den nehme ich": an article that stands for the thing.
  asks(word, language).size === 0 &&
  !vocabulary.knows(word) &&
  !vocabulary.knows(word.replace(/s$/, ''));
