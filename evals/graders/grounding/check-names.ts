import { aboutAt, isStated, itemsOf, type Reading, sentenceAt, titleOf, within } from './reading.ts';
import { clauseAt } from './sentences.ts';
import { fold, type Item, inLanguage } from './world.ts';

/** Products that do not exist, or are no longer sold, offered by name. */
export function checkProducts(reading: Reading): void {
  const { plain, world, mentions, strangers, monies } = reading;
  for (const { start, end } of strangers) {
    if (
      !isStated(reading, start) ||
      (reading.asked.low.includes(plain.low.slice(start, end)) && !offered(reading, start))
    )
      continue;
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
const offered = (reading: Reading, place: number): boolean => {
  const sentence = sentenceAt(reading, place)!;
  return (
    OFFER.test(reading.plain.low.slice(sentence.start, sentence.end)) ||
    within(reading.monies, sentence).length > 0
  );
};

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

const SUPERLATIVES: readonly (readonly [string, RegExp])[] = [
  [
    'cheapest',
    /\b(?:cheapest|least expensive|lowest[ -]priced?|most affordable|lowest price|gunstigst\w*|billigst\w*|preiswertest\w*|niedrigste\w* preis|(?:la|el|las|los|o|a|os|as) (?:\w+ )?(?:mas barat|mais barat|mas economic|mais economic|mas asequible|mais em cont)\w*|precio mas bajo|preco mais baixo|(?:le|la|les) (?:\w+ )?(?:moins cher|plus abordable|plus economique)\w*|prix le plus bas)/g,
  ],
  [
    'dearest',
    /\b(?:most expensive|priciest|highest price|teuerst\w*|(?:la|el|o|a) (?:\w+ )?(?:mas car|mais car)[oa]s?\b|(?:le|la) (?:\w+ )?plus chere?\b)/g,
  ],
  [
    'popular',
    /\b(?:best[ -]?sell\w*|top[ -]?sell\w*|most popular|most loved|favou?rite of our customers|customer favou?rite|number one|no\. ?1|#1|beliebteste\w*|meistverkauft\w*|bestseller|verkaufsschlager|kundenliebling|mas vendid\w+|mas popular\w*|mais vendid\w+|mais popular\w*|preferid\w+ (?:de|dos|por)|(?:le|la|les) plus (?:vendu|populaire)\w*|meilleures? ventes?)/g,
  ],
  [
    'rated',
    /\b(?:top[ -]?rated|highest[ -]rated|best[ -]rated|best[ -]reviewed|five[ -]star|5[ -]star|\d(?:[.,]\d)? (?:out of|von|de|sur) 5|bestbewertet\w*|am besten bewertet|mejor valorad\w+|melhor avaliad\w+|(?:le|la) mieux note\w*|customers love|kunden lieben|los clientes adoran|os clientes adoram|nos clients adorent)/g,
  ],
  [
    'best',
    /\b(?:the best (?!way|match|fit|option|regards|choice|of luck|time|results?|known|before|deal for)\w+|our best (?!match|wish|regard|to\b)\w+|best in class|best on the market|(?:der|die|das) beste[nrs]? (?!preis|wunsch|gruß|weg|wahl|option|losung)\w+|(?:el|la) mejor(?:es)? (?!opcion|manera|forma|eleccion|momento)\w+|(?:o|a) melhor(?:es)? (?!opcao|maneira|forma|escolha|altura)\w+|(?:le|la) meilleure?s? (?!option|facon|maniere|choix|moment)\w+|on the market|auf dem markt|del mercado|do mercado|du marche|in the world|der welt|del mundo|do mundo|au monde)/g,
  ],
  ['lightest', /\b(?:lightest|leichteste\w*|mas liger[oa]s?|mais leves?|plus lege\w+)\b/g],
  ['heaviest', /\b(?:heaviest|schwerste\w*|mas pesad[oa]s?|mais pesad[oa]s?|plus lourde?s?)\b/g],
  [
    'brightest',
    /\b(?:brightest|hellste\w*|mas (?:brillante|potente|luminos[oa])s?|mais (?:brilhante|luminos[oa])s?|plus (?:lumineu\w+|puissante?))\b/g,
  ],
  [
    'largest',
    /\b(?:largest|biggest|roomiest|großte\w*|gerau?migste\w*|mas grandes?|maior(?:es)?|plus grande?s?)\b/g,
  ],
  ['longest', /\b(?:longest(?:[ -]lasting)?|langste\w*|mas dura\w*|mais duradour\w*|plus longue?s?)\b/g],
  [
    'newest',
    /\b(?:newest|latest model|neueste\w*|mas nuev[oa]s?|mais recente|mais nov[oa]s?|plus recente?s?|dernier modele)\b/g,
  ],
  ['fastest', /\b(?:fastest|schnellste\w*|mas rapid[oa]s?|mais rapid[oa]s?|plus rapides?)\b/g],
  [
    'strongest',
    /\b(?:strongest|sturdiest|most durable|stabilste\w*|robusteste\w*|mas resistente|mais resistente|plus (?:solide|resistant)e?)\b/g,
  ],
];
const ATTRIBUTES: Readonly<Record<string, readonly [RegExp, 1 | -1]>> = {
  lightest: [/^weight$/, -1],
  heaviest: [/^weight$/, 1],
  brightest: [/^brightness$/, 1],
  largest: [/^(?:capacity|volume|screen_size|persons)$/, 1],
  longest: [/^(?:battery_life|runtime|range)$/, 1],
};

/** “the cheapest”, “our bestseller”: counted where it can be counted, else it must stand in the texts of the shop. */
export function checkSuperlatives(reading: Reading): void {
  const { plain, world } = reading;
  for (const [kind, pattern] of SUPERLATIVES)
    for (const { 0: words, index } of plain.low.matchAll(pattern)) {
      const sentence = sentenceAt(reading, index);
      if (!sentence || clauseAt(sentence, index).mood !== 'stated') continue;
      if (reading.mentions.some(({ start, end }) => index >= start && index < end)) continue;
      // A comparison is none: “más grande que”.
      if (
        /^\s(?:que|do que|als|than)\b/.test(plain.low.slice(index + words.length, index + words.length + 9))
      )
        continue;
      const about = aboutAt(reading, index, []);
      const items = itemsOf(reading, about);
      if (items.length === 0) {
        if (kind === 'cheapest' || kind === 'dearest' || !/popular|rated|best/.test(kind)) continue;
        if (kind === 'best' && !/market|markt|mercado|marche|world|welt|mundo|monde/.test(words)) continue;
      }
      reading.count('superlative');
      const backed = items.some(
        (item) =>
          item.says.includes(words) ||
          (POPULAR.test(item.says) && kind === 'popular') ||
          ranked(reading, kind, item, sentence),
      );
      if (!backed && !world.policyText.includes(words))
        reading.wrong(
          'superlative',
          index,
          index + words.length,
          items.length > 0
            ? `nothing in the shop shows that of ${titleOf(reading, items[0]!)}`
            : 'nothing in the shop shows that',
        );
    }
}
const POPULAR = /most popular|best[ -]?sell|mas vendid|mais vendid|beliebteste|meistverkauft/;

function ranked(
  reading: Reading,
  kind: string,
  item: Item,
  sentence: { start: number; end: number },
): boolean {
  const { world, plain } = reading;
  const low = plain.low.slice(sentence.start, sentence.end);
  const active = world.items.filter(({ product }) => product.status === 'active');
  const type = fold(inLanguage(item.product.product_type, reading.language));
  const listed = [...new Set(reading.mentions.flatMap(({ items }) => items))].map(
    (index) => world.items[index]!,
  );
  const among =
    /\b(?:of (?:these|those|them|the (?:two|three|four|five))|among|davon|von (?:diesen|ihnen|den)|unter (?:diesen|ihnen)|de (?:estos|estas|ellos|los|las|ces|destes|destas)|destes|destas|dos (?:dois|tres)|parmi|entre)\b/.test(
      low,
    );
  const category = world.shop.categories.find(
    ({ title, id }) =>
      item.product.categories.includes(id) &&
      fold(inLanguage(title, reading.language)).length > 3 &&
      low.includes(fold(inLanguage(title, reading.language)).slice(0, -1)),
  );
  const inShop =
    /(?:in (?:the|our) (?:\w+ )?(?:shop|store|catalog\w*|range)|we (?:have|sell|offer|carry)|im (?:\w+ )?(?:shop|sortiment|angebot)|de (?:toda )?(?:la|nuestra) tienda|da (?:nossa )?loja|de (?:la|notre) boutique|du magasin|overall|of all our products|aller produkte)/.test(
      low,
    ) && !low.includes(type.split(' ')[0] ?? '\n');
  const scope =
    among && listed.length > 1
      ? listed
      : inShop
        ? active
        : category
          ? active.filter(({ product }) => product.categories.includes(category.id))
          : type === ''
            ? active.filter(
                ({ product }) =>
                  product.categories.some((one) => item.product.categories.includes(one)) ||
                  product.categories.length === 0,
              )
            : active.filter(
                ({ product }) => fold(inLanguage(product.product_type, reading.language)) === type,
              );
  const rivals = scope.includes(item) ? scope : [...scope, item];
  const value = valueFor(reading, kind);
  if (!value) return false;
  const mine = value(item);
  if (mine === undefined) return false;
  return rivals.every((one) => {
    const other = value(one);
    return other === undefined || other <= mine;
  });
}

/** The higher the more so. */
function valueFor({ currency }: Reading, kind: string): ((item: Item) => number | undefined) | undefined {
  if (kind === 'cheapest' || kind === 'dearest')
    return ({ product }) => {
      const prices = product.variants.flatMap(({ prices }) =>
        prices
          .filter(
            (one) =>
              one.customer_group === undefined && (currency === undefined || one.currency === currency),
          )
          .map(({ amount }) => amount),
      );
      return prices.length === 0
        ? undefined
        : kind === 'cheapest'
          ? -Math.min(...prices)
          : Math.max(...prices);
    };
  const [attribute, sign] = ATTRIBUTES[kind] ?? [];
  if (!attribute) return undefined;
  return ({ product }) => {
    const found = product.attributes.find(
      ({ name, value }) => attribute.test(name) && typeof value === 'number',
    );
    if (!found) return undefined;
    const grams = found.unit === 'kg' || found.unit === 'l' ? 1000 : 1;
    return Number(found.value) * grams * sign!;
  };
}
