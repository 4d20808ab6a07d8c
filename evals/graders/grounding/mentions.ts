import { type Plain, type Word, wordsOf } from './plain.ts';
import type { World } from './world.ts';

/** A product named in a text. Several where the name fits more than one. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly items: readonly number[];
  /** Ids of the variants that it names, where it names some. */
  readonly variants?: readonly string[];
}
/** A name of the form of the shop's own names that names nothing. */
export interface Stranger {
  readonly start: number;
  readonly end: number;
}

const MODEL =
  /^(?:pro|max|ultra|mini|lite|plus|xl|xxl|se|x|ii|iii|iv|v\d|neo|air|go|elite|prime|turbo|deluxe|premium|special|edition|classic|sport|signature|advanced|mk|evo|gt|fe|hd|\d+\p{L}{0,2}|\p{L}\d+)$/u;
const LONGEST = 40;

/** Products that a text names, longest names first; and names that look like products and are none. */
export function mentionsOf(plain: Plain, world: World): { mentions: Mention[]; strangers: Stranger[] } {
  const words = wordsOf(plain.low);
  const mentions: Mention[] = [];
  const strangers: Stranger[] = [];
  for (let index = 0; index < words.length; ) {
    const found = longest(plain, words, index, world);
    if (found) {
      const last = words[index + found.count - 1]!;
      const next = words[index + found.count];
      const further =
        next && /^[)*%"°]* (?:% )?$/.test(plain.low.slice(last.end, next.start)) ? next : undefined;
      if (further && suspicious(plain, words, index, found.count, further, world))
        strangers.push({ start: words[index]!.start, end: further.end });
      else mentions.push({ start: words[index]!.start, end: last.end, items: found.items });
      index += found.count;
      continue;
    }
    const [word, next] = [words[index]!, words[index + 1]];
    if (
      next &&
      plain.low.slice(word.end, next.start) === ' ' &&
      /^\p{Lu}/u.test(plain.text.slice(word.start, word.start + 2)) &&
      (world.families.has(word.low) ||
        /[\p{L}\d,][\s*"]*$/u.test(
          plain.text.slice(Math.max(0, word.start - 4), word.start).replaceAll('\n', '.'),
        )) &&
      unknownModel(plain, word, next, world)
    )
      strangers.push({ start: word.start, end: next.end });
    index += 1;
  }
  return { mentions, strangers };
}

function longest(
  plain: Plain,
  words: readonly Word[],
  from: number,
  { names, items }: World,
): { count: number; items: number[] } | undefined {
  let phrase = '';
  let best: { count: number; items: number[] } | undefined;
  for (let count = 1; count <= LONGEST && from + count <= words.length; count++) {
    if (
      count > 1 &&
      /[\n·|]/.test(plain.low.slice(words[from + count - 2]!.end, words[from + count - 1]!.start))
    )
      break;
    phrase = count === 1 ? words[from]!.low : `${phrase} ${words[from + count - 1]!.low}`;
    const found = names.get(phrase);
    if (!found) {
      // Beginnings are known up to eight words, whole titles of any length.
      if (count > 2 && count <= 8) break;
      continue;
    }
    // A name of one word stands out by its capital or a digit: “Grano” is one, “en grano” is not.
    if (
      count === 1 &&
      (phrase.length < 5 || !/^\p{Lu}|\d/u.test(plain.text.slice(words[from]!.start, words[from]!.end)))
    )
      continue;
    const chosen = found.exact.size > 0 ? found.exact : found.begins;
    if (chosen.size === 0) continue;
    // The beginning that dozens of names share names none of them.
    if (found.exact.size === 0 && (chosen.size > 3 || !/\d/.test(phrase))) {
      const brandOnly = [...chosen].length > 3;
      if (brandOnly) continue;
    }
    best = { count, items: [...chosen].filter((one) => items[one] !== undefined) };
  }
  return best;
}

/** “Beam 400 Max”, where there is a Beam 400 and no Beam 400 Max. */
function suspicious(
  plain: Plain,
  words: readonly Word[],
  from: number,
  count: number,
  next: Word,
  world: World,
): boolean {
  const name = words
    .slice(from, from + count)
    .map(({ low }) => low)
    .join(' ');
  if (!/\d$|\d /.test(`${name} `) && count < 2 && !world.names.get(name)?.exact.size) return false;
  if (
    !/^[\p{Lu}\d]/u.test(plain.text.slice(next.start, next.start + 2)) ||
    !MODEL.test(next.low) ||
    /^\d/.test(next.low)
  )
    return false;
  if (world.pairs.has(`${words[from + count - 1]!.low} ${next.low}`)) return false;
  return !world.items.some(({ says }) => says.includes(`${name} ${next.low}`));
}

const COMMON =
  /^(?:usb|bluetooth|wi-?fi|windows|android|ios|iphone|ipad|galaxy|macos|hdmi|ipx?|upf|spf|size|größe|grosse|talla|taille|tamanho|article|artikel|art|articulo|artigo|nr|no|number|nummer|numero|order|bestellung|pedido|commande|step|schritt|paso|passo|etape|option|set|pack|page|seite|jan\p{L}*|feb\p{L}*|mar\p{L}*|marz|apr\p{L}*|may|mai|jun\p{L}*|jul\p{L}*|aug\p{L}*|sep\p{L}*|oct\p{L}*|okt\p{L}*|nov\p{L}*|de[cz]\p{L}*|total|items?|artigos|articulos|for|fur|por|pour|para|from|ab|desde|a|de|der|die|das|the|el|la|le|les|los|las|only|nur|solo|seulement|about|etwa|unos|cerca|environ|und|and|y|e|et|or|oder|up|bis|hasta|ate|jusqu|over|uber|mas|mais|plus|in|en|em|dans|within|innerhalb|at|with|mit|con|com|avec|we|wir|there|es|il|it|is|ist|you|sie|usd|eur|gbp|us|eu|iso|din|uhr|top|save|get|buy|code|section|all|alle|todos|tous|are|just|be|than|von|zu|our|on|this|these|which|costs?|under|unter|menos|moins|noch|quedan|restam|reste|restent|hay|ha|temos|tenemos|nous|avons|wir|haben|versand|envio|shipping|livraison|room|zimmer|version|hay|aun|ainda|encore|son|sind|sao|sont|mindestens|maximum|max|min|minimum)$/u;

/** “Beam 500” where the shop has other Beams, or “Zephyr 9000” where nothing is called that. */
function unknownModel(plain: Plain, word: Word, next: Word, { families, words, pairs }: World): boolean {
  if (
    !/^\p{L}*\d{1,5}\p{L}{0,2}$/u.test(next.low) ||
    pairs.has(`${word.low} ${next.low}`) ||
    COMMON.test(word.low)
  )
    return false;
  const after = plain.low.slice(next.end, next.end + 8);
  if (/^[.,:]\d|^\s?(?:[$€£%°]|usd|eur|×|x\s)/.test(after)) return false;
  if (families.has(word.low)) return true;
  // A capital in mid-sentence, and a word that the shop never uses.
  return (
    !words.has(word.low) &&
    word.low.length >= 4 &&
    /\d{2}/.test(next.low) &&
    !/^(?:19|20)\d\d$/.test(next.low) &&
    !/^\s?\p{Ll}{1,3}(?![\p{L}])/u.test(plain.text.slice(next.end, next.end + 6))
  );
}
