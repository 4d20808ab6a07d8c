import { aboutAt, itemsOf, type Reading, sentenceAt, titleOf } from './reading.ts';
import { clauseAt } from './sentences.ts';
import { fold, type Item, inLanguage } from './world.ts';

const SUPERLATIVES: readonly (readonly [string, RegExp])[] = [
  [
    'cheapest',
    /\b(?:cheapest|least expensive|lowest[ -]priced?|most affordable|lowest price|gunstigst\w*|billigst\w*|preiswertest\w*|niedrigste\w* preis|(?:la|el|lo|las|los|o|a|os|as|product[oa]|articulo|produto|artigo) (?:\w+ )?(?:mas barat|mais barat|mas economic|mais economic|mas asequible|mais em cont)\w*|precio mas bajo|preco mais baixo|(?:le|la|les|de|produit|article|que) (?:\w+ )?(?:moins cher|plus abordable|plus economique)\w*|prix le plus bas)/g,
  ],
  [
    'dearest',
    /\b(?:most expensive|priciest|highest price|dearest|teuerst\w*|(?:la|el|lo|o|a|de|product[oa]|articulo|produto|artigo) (?:\w+ )?(?:mas car|mais car)[oa]s?\b|(?:le|la|de|produit|article) (?:\w+ )?plus chere?\b)/g,
  ],
  [
    'popular',
    /\b(?:best[ -]?sell\w*|top[ -]?sell\w*|most popular|most loved|favou?rite of our customers|customer favou?rite|number one|no\. ?1|#1|first choice|numero (?:uno|um|un)|nummer eins|erste wahl|premier choix|primera eleccion|primeira escolha|beliebteste\w*|meistverkauft\w*|bestseller|verkaufsschlager|kundenliebling|superventas|campeao de vendas|exito de ventas|mas vendid\w+|mas popular\w*|mais vendid\w+|mais popular\w*|preferid\w+ (?:de|dos|por)|(?:le|la|les) plus (?:vendu|populaire)\w*|meilleures? ventes?)/g,
  ],
  [
    'rated',
    /\b(?:top[ -]?rated|highest[ -]rated|best[ -]rated|best[ -]reviewed|five[ -]star|5[ -]star|\d(?:[.,]\d)? (?:out of|von|de|sur) 5|bestbewertet\w*|am besten bewertet|mejor valorad\w+|melhor avaliad\w+|(?:le|la) mieux note\w*|mais bem avaliad\w+|mas valorad\w+|mejor puntuad\w+|melhor (?:classificad|pontuad)\w+|(?:le|la|les) (?:\w+ )?(?:mieux note|mieux evalue)\w*|(?:customers?|buyers?|people|kunden|clientes|clients?)(?: \w+){0,4} (?:love|adore|prefer|favou?rites?|lieben|lieblings?\w*|bevorzugen|adoran|encanta|prefieren|favorit[oa]s?|adoram|preferem|preferid[oa]s?|adorent|preferent|preferes?|plebiscit\w+)|clientes mais (?:gostam|compram|procuram)|clientes mas (?:piden|compran)|(?:lieben|mogen|schatzen) (?:\w+ )?kunden|(?:gusta|encanta|agrada|gostam|liebling\w*|prefere\w*|favori\w*)(?: \w+){0,3} (?:clientes|kunden|clients|customers))/g,
  ],
  [
    'best',
    /\b(?:the best (?!way|match|fit|option|regards|choice|of luck|time|results?|known|before|deal for)\w+|our best (?!match|wish|regard|to\b)\w+|best in class|(?:lo|o|das|le) (?:mejor|melhor|beste|meilleur) (?:del?|do|da|que|was|auf|du|qui)\b|best on the market|(?:der|die|das) beste[nrs]? (?!preis|wunsch|gruß|weg|wahl|option|losung)\w+|(?:el|la) mejor(?:es)? (?!opcion|manera|forma|eleccion|momento)\w+|(?:o|a) melhor(?:es)? (?!opcao|maneira|forma|escolha|altura)\w+|(?:le|la) meilleure?s? (?!option|facon|maniere|choix|moment)\w+|on the market|auf dem markt|del mercado|do mercado|du marche|in the world|der welt|del mundo|do mundo|au monde)/g,
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
      // Of the variants of one thing.
      if (
        /^ (?:ausfuhrung|variante|version|vers(?:ao|oes)|option|opcion|opcao|modell|size|große|taille|talla|tamanho|colou?r|farbe)/.test(
          plain.low.slice(index + words.length, index + words.length + 14),
        )
      )
        continue;
      // A comparison is none: “más grande que”.
      if (
        /^\s(?:que(?! (?:ha|hay|nos|\w+[aei]mos)\b)|do que|als|than)\b/.test(
          plain.low.slice(index + words.length, index + words.length + 24),
        )
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

/** Of everything that the shop has: “our cheapest product”, “the dearest that we sell”. */
const SHOPWIDE =
  /\b(?:(?:our|your|the) (?:\w+ )?(?:cheapest|dearest|priciest|most expensive|least expensive|lowest[- ]priced) (?:product|item|article|thing|one we|price)|we (?:have|sell|offer|carry|stock)|(?:of|in) (?:all|everything|the (?:whole|entire))|\w*(?:gunstigst|billigst|preiswertest|teuerst)\w* (?:produkt|artikel|ware)|was wir (?:\w+ )?(?:verkaufen|haben|fuhren|anbieten)|(?:das|der|die) wir (?:\w+ )?(?:verkaufen|haben|fuhren|anbieten)|von allen|que (?:vendemos|tenemos|ofrecemos|temos|oferecemos)|de (?:todos|todas|todo)|(?:product|articul)o mas|(?:produto|artigo) mais|que nous (?:vendons|avons|proposons)|de tou(?:s|tes)|(?:produit|article) (?:le|la) (?:plus|moins)|lowest price|niedrigster preis|precio mas bajo|preco mais baixo|prix le plus bas)\b/;

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
    /\b(?:of (?:these|those|them|the (?:two|three|four|five))|among|davon|von (?:den )?beiden|des (?:deux|trois)|de los (?:dos|tres)|von (?:diesen|ihnen|den)|unter (?:diesen|ihnen)|de (?:estos|estas|ellos|los|las|ces|destes|destas)|destes|destas|dos (?:dois|tres)|parmi|entre)\b/.test(
      low,
    );
  const category = world.shop.categories.find(
    ({ title, id }) =>
      item.product.categories.includes(id) &&
      fold(inLanguage(title, reading.language)).length > 3 &&
      low.includes(fold(inLanguage(title, reading.language)).slice(0, -1)),
  );
  const inShop =
    SHOPWIDE.test(low) ||
    (/(?:in (?:the|our) (?:\w+ )?(?:shop|store|catalog\w*|range)|we (?:have|sell|offer|carry)|im (?:\w+ )?(?:shop|sortiment|angebot)|de (?:toda )?(?:la|nuestra) tienda|da (?:nossa )?loja|de (?:la|notre) boutique|du magasin|overall|of all our products|aller produkte)/.test(
      low,
    ) &&
      !low.includes(type.split(' ')[0] ?? '\n'));
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
