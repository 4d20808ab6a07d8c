import { aboutAt, isStated, itemsOf, type Reading, sentenceAt, titleOf, variantsNear } from './reading.ts';
import type { Variant } from './world.ts';

/** “5 units of …”, “seven of the …”: the name is blanks. */
const OF_NAME =
  /^[\s*_]*(?:(?:more|units?|pieces?|pairs?|copies|stuck|exemplare?n?|paare?|unidad\w*|piezas?|ejemplar\w*|pares?|pecas?|unites?|exemplaires?|pieces?|paires?)\b[\s*_]*)?(?:remain(?:s|ing)?\b[\s*_]*|left\b[\s*_]*)?(?:(?:of|de|von|vom|d'|do|da|del|du|des)\b[\s*_]*(?:the |el |la |los |las |os? |as? |le |les |den |dem |der |die |das |unsere\w* )?)? {3,}/;
/** What speaks of goods that are there. */
const THERE =
  /\b(?:left|remain\w*|in stock|available|ready to (?:ship|go|leave)|in (?:our|the) warehouse|on (?:our|the) shel\w+|on hand|we have|have got|there(?: is| are|'s)|stock(?:ed)?|auf lager|im lager|lagernd|ubrig|verfugbar|vorratig|lieferbar|versandbereit|versandfertig|wir haben|haben wir|es gibt|sind (?:noch )?da|bleiben|en stock|en (?:el )?almacen|disponibles?|existencias|quedan?|hay|tenemos|list[ao]s para|em stock|em estoque|em armazem|no armazem|dispon\w+|restam?|sobram?|ha|temos|existem|pront[ao]s (?:a|para)|en reserve|en entrepot|dans (?:notre|l')\s?entrepot|il (?:y en )?(?:n'en |en |ne )?reste\w*|restent|nous (?:en )?avons|il y (?:en )?a|prets? a)\b/;
/** Numbers of things that are no stock. */
const OTHER =
  /\b(?:people|persons?|customers?|personen|leute|kunden|personas|clientes|pessoas|personnes|clients|colou?rs?|sizes?|farben|großen|colores|tallas|cores|tamanhos|couleurs|tailles|models?|modelle?|cost|costs|kosten|kostet|cuestan?|custam?|coutent|total|together|subtotal|sum|zusammen|juntos|add(?:ed)?|cart|warenkorb|carrito|carrinho|panier|reserved?|order)\b/;

/** Counts of goods whose product is named behind the number, wherever the sentence says that they are there. */
export function checkCounts(reading: Reading, counted: readonly { start: number; end: number }[]): void {
  const { bare, numbers, monies } = reading;
  for (const { start, end, values } of numbers) {
    if (counted.some((one) => start < one.end && end > one.start)) continue;
    if (monies.some((one) => start >= one.start && end <= one.end) || !values.some(Number.isInteger))
      continue;
    const sentence = sentenceAt(reading, start);
    if (
      !sentence ||
      !isStated(reading, start) ||
      monies.some((one) => one.start >= sentence.start && one.end <= sentence.end)
    )
      continue;
    const words = bare.slice(sentence.start, sentence.end);
    if (!OF_NAME.test(bare.slice(end, sentence.end)) || !THERE.test(words) || OTHER.test(words)) continue;
    const items = itemsOf(reading, aboutAt(reading, start, [{ start, end }]));
    if (items.length === 0) continue;
    reading.count('stock');
    const counts = countsOf(items.flatMap((item) => variantsNear(reading, item, start)));
    if (!values.some((value) => counts.has(value)))
      reading.wrong(
        'stock',
        start,
        end,
        `of ${titleOf(reading, items[0]!)} there are ${Math.max(...counts)}`,
      );
  }
}

/** Every count that can be told of variants: at any choice of locations, of one variant or of all. */
export function countsOf(variants: readonly Variant[]): Set<number> {
  const found = new Set<number>();
  const locations = [
    ...new Set(variants.flatMap(({ stock = [] }) => stock.map(({ location }) => location))),
  ].slice(0, 6);
  for (let chosen = 1; chosen < 1 << locations.length; chosen++) {
    const here = new Set(locations.filter((_, index) => chosen & (1 << index)));
    const counts = variants.map(({ stock = [] }) =>
      stock.filter(({ location }) => here.has(location)).reduce((sum, { on_hand }) => sum + on_hand, 0),
    );
    for (const count of counts) found.add(count);
    found.add(counts.reduce((sum, count) => sum + count, 0));
  }
  if (variants.some(({ stock = [] }) => stock.length === 0)) found.add(0);
  return found;
}
