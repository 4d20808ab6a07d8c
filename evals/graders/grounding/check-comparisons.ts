import { inMarket, pricesOf } from './amounts.ts';
import type { Mention } from './mentions.ts';
import { isStated, type Reading, sentenceAt, titleOf, variantsNear, within } from './reading.ts';

const LESS =
  '(?:cheaper|less expensive|more affordable|lower[ -]priced|gunstiger|billiger|preiswerter|preisgunstiger|mas (?:barat|economic|asequible)[oa]?s?|mais (?:barat|economic|acessive)\\w*|em conta|moins (?:cher|chere|couteu\\w+)s?|plus abordables?)';
const MORE =
  '(?:dearer|pricier|more (?:expensive|costly)|teurer|kostspieliger|mas car[oa]s?|mais car[oa]s?|plus (?:cher|chere|couteu\\w+)s?)';
const THAN =
  "(?: \\p{L}+)?\\s(?:than|als|do que|que|qu')\\s*(?:the |der |die |das |el |la |los |las |o |a |os |as |le |les )?\\s*$";
const CHEAPER = new RegExp(
  `(?:${LESS}|(?:costs? less|kostet weniger|cuestan? menos|custam? menos|coutent? moins(?: cher)?))${THAN}`,
  'u',
);
const DEARER = new RegExp(
  `(?:${MORE}|(?:costs? more|kostet mehr|cuestan? mas|custam? mais|coutent? plus(?: cher)?))${THAN}`,
  'u',
);
/** “the dearer one” of those that the sentence names. */
const OF_TWO = new RegExp(
  `\\b(?:the|el|la|lo|o|a|le) (?:\\p{L}+ )?(?:(?<less>${LESS})|(?<more>${MORE}))(?! (?:than|que|do que|qu'))|\\b(?:der|die|das) (?:(?<less2>gunstigere|billigere|preiswertere)|(?<more2>teurere))\\b`,
  'gu',
);
const IS_NAME =
  /^(?: one)?(?:\s(?:of the two|de los dos|dos dois|des deux|von beiden))?\s?(?:is|ist|es|e|est|:|seria|ware|serait)\s+(?:the |der |die |das |el |la |o |a |le )?\s*$/;

/** “A is cheaper than B”, “of A and B, A is the dearer one”: by the prices of the shop. */
export function checkComparisons(reading: Reading): void {
  const { bare } = reading;
  for (const sentence of reading.sentences) {
    const names = within(reading.mentions, sentence);
    names.slice(1).forEach((second, index) => {
      const first = names[index]!;
      const between = bare.slice(first.end, second.start);
      const cheaper = CHEAPER.exec(between);
      const found = cheaper ?? DEARER.exec(between);
      if (!found) return;
      judge(reading, first, second, cheaper !== null, first.end + found.index, second.start);
    });
    for (const { index, 0: words, groups = {} } of bare
      .slice(sentence.start, sentence.end)
      .matchAll(OF_TWO)) {
      const [start, end] = [sentence.start + index, sentence.start + index + words.length];
      const next = names.find((one) => one.start >= end);
      const subject =
        next && IS_NAME.test(bare.slice(end, next.start))
          ? next
          : names.filter((one) => one.end <= start).at(-1);
      const other = names.find(({ items }) => items[0] !== subject?.items[0]);
      if (!subject || !other || new Set(names.map(({ items }) => items[0])).size !== 2) continue;
      judge(reading, subject, other, (groups.less ?? groups.less2) !== undefined, start, end);
    }
  }
  checkBoasts(reading);
}

function judge(
  reading: Reading,
  one: Mention,
  other: Mention,
  cheaper: boolean,
  start: number,
  end: number,
): void {
  if (!isStated(reading, start)) return;
  const prices = ({ items: [first], start: place }: Mention): number[] => {
    const item = reading.world.items[first!]!;
    return inMarket(reading, pricesOf(reading, variantsNear(reading, item, place), 'price')).map(
      ({ amount }) => amount,
    );
  };
  const [mine, theirs] = [prices(one), prices(other)];
  if (mine.length === 0 || theirs.length === 0) return;
  reading.count('superlative');
  const right = cheaper ? Math.min(...mine) < Math.max(...theirs) : Math.max(...mine) > Math.min(...theirs);
  const item = reading.world.items[one.items[0]!]!;
  if (!right)
    reading.wrong('superlative', start, end, `${titleOf(reading, item)} costs ${cheaper ? 'more' : 'less'}`);
}

const NOBODY =
  /\b(?:no (?:other )?(?:shop|store|retailer|competitor|seller|dealer|one|place)|nobody|nowhere|anywhere else|kein\w* (?:ander\w* )?(?:shop|laden|geschaft|handler|anbieter)|niemand|nirgends|nirgendwo|(?:en )?ningun[ao]? (?:otr[ao] )?(?:tienda|comercio|sitio|lugar|parte)|nadie|nenhum[ao]? (?:outr[ao] )?(?:loja|sitio|lugar)|ninguem|lado nenhum|aucun\w* (?:autre )?(?:boutique|magasin|site|concurrent)|personne|nulle part|(?:will not|won't|can't|cannot|don't|never|no|nao|nunca|ne|nicht|keinen?|nie) (?:\w+ ){0,3}(?:find\w*|see|encontr\w+|hallara\w*|finde\w*|trouver\w*|trouvez)|(?:finden|findest) (?:sie |du )?(?:\w+ ){0,2}(?:nicht|kein\w*|nirgends))\b/;
const CHEAPLY =
  /\b(?:cheaper|for less|lower|less\b|better (?:price|deal)|undercut\w*|gunstiger\w*|billiger\w*|weniger|niedriger\w*|besser\w* preis|unterbiet\w*|mas (?:barat|economic)\w*|por menos|mas bajo|mejor precio|mais (?:barat|economic)\w*|mais baixo|melhor preco|moins cher\w*|pour moins|plus bas\w*|meilleur prix)\b/;
const UNSURE =
  /\b(?:whether|know|sure|promise|guarantee|say|ob\b|weiß|sicher|versprechen|garantieren|__ si|saber|prometer|garantizar|decir|sei|sabemos|garantir|dizer|sais|promettre|dire)\b/;

/** “No other shop sells it for less”: what no shop can know of the others. */
function checkBoasts(reading: Reading): void {
  const { bare } = reading;
  for (const { start, end } of reading.sentences) {
    const low = bare.slice(start, end);
    const [nobody, cheaply] = [NOBODY.exec(low), CHEAPLY.exec(low)];
    if (!nobody || !cheaply || low.endsWith('?') || UNSURE.test(low)) continue;
    if (sentenceAt(reading, start)?.clauses.every(({ mood }) => mood === 'open')) continue;
    reading.count('superlative');
    const from = start + Math.min(nobody.index, cheaply.index);
    const to = start + Math.max(nobody.index + nobody[0].length, cheaply.index + cheaply[0].length);
    if (!reading.world.policyText.includes(low.slice(from - start, to - start)))
      reading.wrong('superlative', from, to, 'nothing in the shop shows that');
  }
}
