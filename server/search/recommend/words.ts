import { fold } from '../analysis/fold.ts';
import { tokenize } from '../analysis/tokens.ts';
import { isNameWord } from '../understanding/concepts.ts';
import { demandedProperties } from './properties.ts';

/** What the words of a need rule out and demand, beyond price, colour, brand and kind. */
export interface Demands {
  readonly mustHave: readonly string[];
  readonly mustNot: readonly string[];
  /** The text without what it rules out. */
  readonly text: string;
}

/** Up to the next comma, conjunction or end. */
const NOT =
  /(?<![\p{L}\p{N}])(?:but not|not from|not|no|without|except|nothing from|pero no|que no sea(?: de)?|sin|nada de|excepto|mas nao|que nao seja(?: da| de)?|nao|sem|nada da|exceto|aber nicht|aber kein[a-z]*|nicht von|nicht|kein[a-z]*|ohne|ausser|mais pas(?: de)?|pas(?: de| d')?|sans|sauf)\s+(?:(?:a|an|any|un|una|um|uma|ein|eine|einen|une|de|da|do|von|the|la|el)\s+)?([\p{L}\p{N}][\p{L}\p{N}-]*)(?:\s+(?:or|nor|o|ni|ou|nem|oder|noch)\s+([\p{L}\p{N}][\p{L}\p{N}-]*))?/gu;
/** `no more than`, `no problem`: no exclusion. */
const NO_THING = new Set(
  'more less later than idea problem matter mas menos mais mehr plus moins expensive cara caro cher chere teuer too zu trop muy over only just ahora fios fio cables cable fil kabel pasar passar'.split(
    ' ',
  ),
);
/** Names of techniques, the same in all languages. */
const TECHNIQUES = new Set(
  'hdmi vga dvi usb ethernet sata ssd ddr ddr2 ddr3 ddr4 rj45 postscript displayport thunderbolt nfc gps ip65 ip67 poe'.split(
    ' ',
  ),
);
const UNITS =
  /(?<![\p{L}\p{N}.,])(\d+(?:[.,]\d+)?)[ -]?(gb|tb|mb|inch(?:es)?|pulgadas?|polegadas?|zoll|pouces?|cm|mm|ghz|mhz|mah|dpi|ppm|ft|pies|m|metros?|meters?|metres?|meter|w|watts?|va|mp|megapixels?|teile|pieces|piezas|pecas)(?![\p{L}\p{N}])|(\d+(?:[.,]\d+)?)"/gu;
/** Units that are written in many ways, as catalogues write them. */
const UNIT_AS: readonly (readonly [RegExp, string])[] = [
  [/^(?:inch|pulgada|polegada|zoll|pouce)/, 'inch'],
  [/^(?:metro|meter|metre)/, 'm'],
  [/^watt/, 'w'],
  [/^pies$/, 'ft'],
  [/^mega/, 'mp'],
  [/^(?:teile|pieces|piezas|pecas)$/, 'piece'],
];
const RUN = /[a-z0-9]+(?:-[a-z0-9]+)*/g;
/** Standards, formats and models: `A4`, `Cat5e`, `HL-2030`. */
const CODE = /^(?=.*\d)(?=.*[a-z])/;
/** `2x`, `8-year-old`. */
const COUNT = /^(?:\d+x|x\d+|\d+-[a-z-]+|\d+(?:st|nd|rd|th|er|e|o|a))$/;

/** @param text as the customer wrote it, without its price */
export function demandsOf(text: string): Demands {
  const folded = fold(text);
  const mustNot: string[] = [];
  const rest = folded.replaceAll(NOT, (whole: string, first: string, second: string | undefined) => {
    if (NO_THING.has(first) || /^\d/.test(first)) return whole;
    mustNot.push(...[first, second].filter((word) => word !== undefined));
    return ' ';
  });
  const mustHave = new Set<string>();
  for (const [, number = '', unit = 'inch', inches] of rest.matchAll(UNITS)) {
    const as = UNIT_AS.find(([pattern]) => pattern.test(unit))?.[1] ?? unit;
    mustHave.add(`${(number || inches!).replace(',', '.')} ${as}`);
  }
  for (const { text: word } of tokenize(rest)) if (TECHNIQUES.has(word)) mustHave.add(word);
  for (const property of demandedProperties(rest.replaceAll('wi-fi', 'wifi'))) mustHave.add(property);
  for (const [run] of rest.replaceAll(UNITS, ' ').matchAll(RUN))
    if (CODE.test(run) && !TECHNIQUES.has(run) && !isNameWord(run) && !COUNT.test(run)) mustHave.add(run);
  return { mustHave: [...mustHave], mustNot, text: rest };
}
