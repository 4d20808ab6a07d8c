import type { MoneyAt } from './money.ts';
import type { Reading } from './reading.ts';

const COSTS =
  /(?:\b(?:costs?|priced at|price(?: is| of)?|sells? for|for (?:just|only)|yours for|kostet|kosten|preis(?: ist| betragt| von)?|fur nur|cuesta|cuestan|precio(?: es)?|vale|por solo|sale (?:a|por)|custa|custam|preco(?: e)?|por apenas|coute|coutent|prix(?: est)?|pour seulement|(?:just|only|nur|solo|apenas|seulement))|["|:·-])[\s"*_:|=-]*(?:(?:is|of|de|von|just|only|nur|solo|apenas|seulement|about|around|etwa|unos|cerca de|environ|from|ab|desde|a partir de)[\s*_:]*)*$/;
const NO_PRICE =
  /^[\s\u00a0-]*(?:%|°|[a-z]{1,3}\b(?<!\b(?:and|for|mit|und|con|com|por|per|a|e|y|et|in|on|at|if|so|but|o|ou|or|le|la|de|du|im|am)\b)|×|x\b|"|inch|zoll|hour|stund|hora|heure|day|tag|dia|jour|year|jahr|ano|month|mon|mes|mois|week|woch|sem|person|lumen|watt|volt|litre|liter|litro|gram|kilo|met|minut|piece|stuck|unit|unid|pieza|peca|in stock|auf lager|en stock|em stock|left|available|disp|star|page|seit|pag|cm|mm|people|models?|products?|produkt|product|modell|artikel|article|option|colou?rs?|farb|cores|couleur|size|größ|grosse|talla|tama|taille)/;

/** Numbers without a currency where a price is told: “costs 24.90”, “| Beam 200 | 24.90 |”, `"price": 24.9`, “twenty-four ninety”. */
export function bareAmounts(reading: Reading): MoneyAt[] {
  const { plain, numbers, monies } = reading;
  return numbers.flatMap((number): MoneyAt[] => {
    const { start, end, values, cents } = number;
    if (monies.some((one) => start < one.end && end > one.start)) return [];
    const head = plain.low.slice(Math.max(0, start - 40), start);
    const tail = plain.low.slice(end, end + 16);
    if (number.spelled && values[0] === 1) return [];
    if (NO_PRICE.test(tail) || /[#/]$/.test(head) || /^[:/]\d/.test(tail)) return [];
    const told = COSTS.test(head);
    const keyed = /"?(?:price|preis|precio|preco|prix|amount|cost)\w*"?\s*[:=]\s*$/.test(head);
    if (
      !(
        keyed ||
        (told &&
          (cents ||
            /(?:cost|price|preis|kost|cuest|preci|preco|cust|cout|prix|vale|yours|sells)\w*[^.]{0,18}$/.test(
              head,
            )))
      )
    )
      return [];
    const minor = keyed && /amount|cents/.test(head) ? values.map((value) => value / 100) : [];
    return [{ start, end, values: [...values, ...minor], currencies: undefined }];
  });
}
