/** What an amount of money is said to be. */
export type Role =
  | 'total'
  | 'saving'
  | 'threshold'
  | 'shipping'
  | 'fee'
  | 'tax'
  | 'before'
  | 'more'
  | 'price';

const ROLES: readonly (readonly [Role, RegExp])[] = [
  [
    'threshold',
    /free (?:\w+ )?(?:shipping|delivery)|(?:shipping|delivery)[^.]{0,30}\bfree\b|envio[^.]{0,30}(?:grat\w+)|(?:versand|liefer\w*)[^.]{0,30}(?:kostenlos|kostenfrei|gratis|frei)|versandkostenfrei|gratisversand|kostenlose\w* (?:versand|lieferung)|livraison[^.]{0,30}(?:gratuite|offerte)|(?:portes|frete)[^.]{0,20}gratis|(?:remise|rabatt|descuento|desconto|discount|\boff)\b[^.;]{0,24}\b(?:des|ab|from|desde|a partir d[eo])\b|minimum|d'achats?\b|de compras?\b|bestellwert|warenwert|mindestbestell\w*|mindest|pedido minimo|minimo|orders? (?:of|over|above|from)|bestellungen (?:ab|uber)|pedidos? (?:de|desde|superiores)|commandes? (?:des|de|a partir)|(?:order|cart|basket|bestell\w*|einkauf|warenkorb|pedido|compra|carrito|encomenda|carrinho|commande|panier|achat)s?\b[^.,;]{0,24}(?:reach\w*|exceed\w*|at least|over|above|\bof\b|worth|wert von|erreich\w*|ubersteig\w*|llegu\w+|alcan\w+|super\w+|cheg\w+|ating\w+|passe\w*|attei\w+|depass\w+)|encomendas? (?:de|acima)|a partir d/,
  ],
  [
    'shipping',
    /shipping|postage|delivery (?:fee|cost|costs|charge)|delivery|express|freight|versand\w*|lieferung|porto\b|spedition|envio|entrega|\bportes?\b|frete|livraison|frais de port|transporte/,
  ],
  [
    'fee',
    /\bfees?\b|surcharge|restocking|gebuhr\w*|zuschlag|recargo|cargo\b|comision|tarifa|taxa\b|frais|return label|deposit|kaution|pfand/,
  ],
  [
    'tax',
    /\btax(?:es)?\b|\bvat\b|mwst|mehrwertsteuer|steuern?\b|\biva\b|impuestos?|impostos?|\btva\b|taxes?\b/,
  ],
  [
    'total',
    /total\w*|subtotal|\bitems:|\bartikel:|in all\b|altogether|together|combined|\bsum\b|summe|gesamt\w*|insgesamt|zusammen|juntos|juntas|en conjunto|ao todo|\bsoma\b|ensemble|somme|articles? ?:|articulos ?:|artigos ?:|come to|comes to|add(?:s)? up to|suman?\b|somam?\b|ergibt|ergeben|cela fait|ca fait/,
  ],
  [
    'before',
    /\bwas\b|were\b|used to (?:cost|be)|kostete\b|costaban?\b|valia\b|custavam?\b|coutai(?:t|ent)\b|previously|before\b|instead of|originally|regular price|regularly|list price|usual(?:ly| price)|statt|vorher|bisher|ursprunglich|fruher|uvp|normalpreis|normalerweise|antes|en lugar de|en vez de|originalmente|em vez de|precio original|avant|au lieu de|habituel\w*|anciennement|barre\b/,
  ],
  [
    'saving',
    /\bsav(?:e|es|ing|ings)\b|\boff\b|discounts?|rabatt\w*|spar(?:en|st|t)\b|ersparnis|gespart|nachlass|ahorr\w+|descuentos?|rebaja\w*|descontos?|poupa\w*|economi\w+|remises?|reductions?|reduit\w*|gutschein\w*|coupon/,
  ],
  [
    'more',
    /unterscheid\w*|\becart\b|\bdiffer\w*|abstand\b|diferenci\w*|diferem\b|different\b|\bmore\b|\bless\b|cheaper|difference|dearer|gunstiger|billiger|teurer|\bmehr\b|weniger|unterschied|mas (?:barat|car)\w+|diferencia|mais (?:barat|car)\w+|diferenca|(?:plus|moins) (?:cher|chere)s?|difference|d'ecart|\bapart\b|away from|se llevan|separad[oa]s por|diferem|auseinander|separes? (?:de|par)|d'intervalle/,
  ],
];
/** What makes the amount behind it an earlier price, not the one before it. */
const EARLIER =
  /\b(?:before(?=\s?:)|was|were|previously|instead of|originally|statt|vorher|bisher|ursprunglich|uvp|antes|en lugar de|en vez de|em vez de|avant|au lieu de)\b/g;
/** “from 20 to 15”, of a price that fell: behind the amount. */
const REDUCED =
  /^[\s*_]*(?:to|auf|a|para|por|na|for)[\s*_]*(?:now |jetzt |ahora |agora |only )?$|^[\s*_]*a\s/;
const FELL =
  /redu[czk]\w*|rebaj\w*|baj\w+|descen\w+|baix\w*|desc[ei]\w*|baiss\w*|passe\w*|gesunken|gesenkt|herabgesetzt|gefallen|runter|\bcut\b|marked down|dropp\w*|went|came down|fell\b|lowered|down\b/;
/** By the words that stand nearest: before it, else at once behind it. */
export function roleOf(head: string, tail: string, more: boolean, rest = ''): Role {
  const nearest = (text: string, end: boolean): { role: Role; away: number } | undefined =>
    ROLES.flatMap(([role, pattern]) => {
      const places = [...text.matchAll(new RegExp(pattern.source, 'g'))].map((found) =>
        end ? text.length - found.index - found[0].length : found.index,
      );
      return places.length === 0 ? [] : [{ role, away: Math.min(...places) }];
    }).sort((a, b) => a.away - b.away)[0];
  // Behind the amount only what comes at once, or before the next clause.
  const cut = tail.search(/[,;.!?]|\s(?:and|und|y|e|et|plus|but|pero|aber|mais|mas)\s/);
  const [before, after] = [
    nearest(head, true),
    nearest(
      (cut < 0 ? (more ? tail.slice(0, 25) : tail) : tail.slice(0, cut)).replaceAll(EARLIER, (word) =>
        '_'.repeat(word.length),
      ),
      false,
    ),
  ];
  if (
    REDUCED.test(tail) &&
    FELL.test(`${head} ${tail} ${rest}`) &&
    /(?:\b(?:de|von|from|desde))[\s*_]*$/.test(head)
  )
    return 'before';
  if (
    /free|grat|kostenlos|kostenfrei|frei|offerte/.test(head + tail) &&
    (before?.role === 'shipping' || after?.role === 'shipping' || before?.role === 'threshold')
  )
    return 'threshold';
  if (before && (!after || before.away <= 25 || before.away <= after.away))
    return before.role === 'more' && after ? after.role : before.role;
  return after?.role ?? 'price';
}
