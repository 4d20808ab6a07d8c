import { isStated, type Reading, sentenceAt, titleOf, within } from './reading.ts';
import { fold } from './world.ts';

/** Products that do not exist, or are no longer sold, offered by name. */
export function checkProducts(reading: Reading): void {
  const { plain, world, mentions, strangers, monies } = reading;
  for (const { start, end } of strangers) {
    if (!isStated(reading, start)) continue;
    reading.count('product');
    reading.wrong('product', start, end, 'the shop has no such product');
  }
  for (const { start, end, items } of mentions) {
    reading.count('product');
    if (!items.every((index) => world.items[index]!.product.status !== 'active') || !isStated(reading, start))
      continue;
    const sentence = sentenceAt(reading, start)!;
    const low = plain.low.slice(sentence.start, sentence.end);
    if (within(monies, sentence).length > 0 || OFFER.test(low))
      reading.wrong('product', start, end, `${titleOf(reading, world.items[items[0]!]!)} is not for sale`);
  }
  for (const sentence of reading.sentences) {
    const own = within(monies, sentence);
    if (own.length === 0 || within(mentions, sentence).length > 0) continue;
    const text = plain.text.slice(sentence.start, own[0]!.start);
    const name =
      /^(?:[-*•|]|\d+[.)])?\s*\**\s?((?:\p{Lu}[\p{L}'’-]*|\d+\p{L}*)(?: (?:\p{Lu}[\p{L}'-]*|\d+\p{L}*|of|de|for)){1,7})\**\s?(?:·|\||-|:|\()\s*(?:us|ca)?[$€£]?\s*$/u.exec(
        text,
      )?.[1];
    if (name === undefined || !isStated(reading, sentence.start) || LABEL.test(fold(name))) continue;
    const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
    reading.count('product');
    if (!words.every((word) => world.words.has(word)))
      reading.wrong(
        'product',
        sentence.start + text.indexOf(name),
        sentence.start + text.indexOf(name) + name.length,
        'the shop has no such product',
      );
  }
  named(reading);
}
const OFFER =
  /\b(?:we (?:have|sell|offer|carry)|available|in stock|recommend|buy|verfugbar|auf lager|wir (?:haben|fuhren)|empfehle|tenemos|disponible|recomiendo|temos|disponivel|recomendo|nous avons|recommande)\b/;
const LABEL =
  /total|shipping|versand|discount|rabatt|tax|steuer|envio|descuento|desconto|livraison|remise|artikel|items|portes|subtotal|summe|express|standard|delivery|entrega|lieferung|price|preis|precio|preco|prix|gift/;
/** “the Lumora Blaze”, offered: two capitalised words in mid-sentence of which the shop knows neither. German nouns are all so. */
function named(reading: Reading): void {
  const { plain, world, mentions, language } = reading;
  if (language === 'de') return;
  for (const { 0: name, index } of plain.text.matchAll(
    /(?<=[\p{Ll},] (?:\*\*|")?)\p{Lu}\p{Ll}[\p{L}'-]+(?: \p{Lu}[\p{L}\p{N}'-]*)+/gu,
  )) {
    const sentence = sentenceAt(reading, index);
    if (
      !sentence ||
      !isStated(reading, index) ||
      mentions.some(({ start, end }) => index < end && index + name.length > start)
    )
      continue;
    const low = plain.low.slice(sentence.start, sentence.end);
    if (!OFFER.test(low) && within(reading.monies, sentence).length === 0) continue;
    const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (
      words.some((word) => world.words.has(word)) ||
      fold(world.shop.shop.name).includes(fold(name)) ||
      PLACE.test(fold(name))
    )
      continue;
    reading.count('product');
    reading.wrong('product', index, index + name.length, 'the shop has no such product');
  }
}
const PLACE =
  /united|states|european|new york|san |los |estados|unidos|reino|pay|express|black friday|christmas|cyber|google|apple|black|white/;
