import { isStated, type Reading, titleOf, within } from './reading.ts';
import { fold } from './world.ts';

/** Two names of one thing. */
const SAME =
  /\b(?:one and the same|(?:exactly |precisely )?the (?:very )?same (?:product|item|article|model|thing|one)|identical|(?:ein und )?dasselbe|ein und derselbe|das gleiche|derselbe artikel|identisch|(?:exactamente )?(?:el|lo|la) mism[ao]s?(?: (?:producto|articulo|modelo|cosa))?|identic[ao]s?|(?:exatamente )?(?:o|a) mesm[ao](?: (?:produto|artigo|modelo|coisa))?|um (?:e o|so e o) mesmo|(?:exactement )?(?:le|la) meme(?: (?:produit|article|modele|chose))?|(?:un )?seul et meme|identiques?|another name for|ein anderer name fur|otro nombre (?:de|para)|outro nome (?:de|para)|un autre nom (?:de|pour))\b/g;
const LINKED =
  /^[\s"':=()*-]*(?:(?:is|are|belongs to|stands for|means|refers to|corresponds to|=|ist|gehort zu\w*|steht fur|entspricht|bezeichnet|es|corresponde a(?:l)?|pertenece a|identifica|e|corresponde(?: ao?)?|pertence a|est|correspond a|designe|appartient a)\b[\s"':*]*)(?:the |der |die |das |dem |den |el |la |o |a |ao |le |les |au )?\s*$/;

/** Whether two names are said to be one thing, and whether an article number is that of the product it is said to be of. */
export function checkIdentity(reading: Reading): void {
  const { bare, plain, world } = reading;
  for (const sentence of reading.sentences) {
    const names = within(reading.mentions, sentence).filter(({ items }) => items.length === 1);
    const ids = new Set(names.map(({ items }) => items[0]));
    if (ids.size < 2) continue;
    for (const { 0: words, index } of bare.slice(sentence.start, sentence.end).matchAll(SAME)) {
      const start = sentence.start + index;
      if (!isStated(reading, start)) continue;
      reading.count('product');
      reading.wrong('product', start, start + words.length, 'these are two products');
    }
    names.slice(1).forEach((name, at) => {
      const number = names[at]!;
      const item = world.items[number.items[0]!]!;
      const written = plain.low.slice(number.start, number.end);
      const isNumber = item.product.variants.some(({ sku }) => sku !== undefined && fold(sku) === written);
      if (!isNumber || number.items[0] === name.items[0] || !isStated(reading, name.start)) return;
      if (!LINKED.test(bare.slice(number.end, name.start))) return;
      reading.count('product');
      reading.wrong('product', name.start, name.end, `that is the number of ${titleOf(reading, item)}`);
    });
  }
}
