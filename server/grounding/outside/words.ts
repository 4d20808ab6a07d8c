/** Words around a number that say what it is. Alternatives of a regular expression over text in plain form. */
interface OutsideWords {
  /** Before an earlier price. */
  was: string;
  /** Before the first of the days on which something may arrive. */
  earliest: string;
  /** Limits: nothing costs less than its price. */
  limit: string;
  /** Said of a price when several are bought. */
  each: string;
  /** Between the ends of a range. */
  to: string;
  /** Said of a code that was refused. */
  refused: string;
  /** Words of a cart as a whole. */
  cart: string;
  /** Said of all variants. */
  every: string;
  /** Said of the sum of several products. */
  together: string;
  /** Words that carry no meaning of their own. */
  idle: string;
}

export interface OutsidePatterns {
  was: RegExp;
  earliest: RegExp;
  limit: RegExp;
  each: RegExp;
  refused: RegExp;
  cart: RegExp;
  every: RegExp;
  together: RegExp;
  to: readonly string[];
  idle: ReadonlySet<string>;
}

const WORDS: Readonly<Record<string, OutsideWords>> = {
  en: {
    was: 'was|were|instead of|down from|reduced from|originally|previously|before|used to (?:cost|be)|rrp|list price|regular price|old price|earlier price',
    earliest: 'from|earliest|as early as|between|starting',
    limit:
      'under|below|beneath|less than|more than|over|above|up to|at most|cheaper than|almost|nearly|just shy of|no more than',
    each: 'each|apiece|per|a piece|per unit|unit price|one of them|for one|@',
    to: 'to|and|until|through|till|or',
    refused: "not|n't|no|cannot|isn't|doesn't|expired|invalid|refused|rejected|unknown",
    cart: 'cart|basket|order|comes? to|altogether|total|checkout',
    every: '(?:every|all|all the|any) (?:variants?|versions?|sizes?|colou?rs?|models?)',
    together: 'together|combined|for both|for the pair|the two of them',
    idle: 'this|that|these|those|with|your|from|have|they|them|will|been|also|very|much|just|than|then|when|what|which|within|into|about|here|there|please|would|could|should|item|items|product|products|shop|does|made',
  },
  es: {
    was: 'antes|en lugar de|en vez de|rebajad[oa]s? de(?:sde)?|costaba|precio anterior|precio original',
    earliest: 'desde|a partir de|entre|como pronto|del|lo antes|el primero',
    limit: 'menos de|mas de|por debajo de|hasta|como maximo|inferior a|casi|no llega a|no supera',
    each: 'cada un[oa]|por unidad|la unidad|unidad|c/u|cada|@',
    to: 'a|al|y|hasta|hasta el|y el|o|al dia',
    refused: 'no|caducad~|invalid~|rechazad~|vencid~',
    cart: 'carrito|cesta|pedido|suma|total|compra',
    every:
      '(?:todas?|todos?|cada|cualquiera?) (?:(?:las|los) )?(?:variantes?|versiones|version|tallas?|tamanos?|colores|color|modelos?)',
    together: 'juntos|juntas|en conjunto|los dos|las dos|entre los dos',
    idle: 'este|esta|esto|estos|estas|para|como|pero|cuando|donde|sobre|entre|hasta|desde|tiene|tienes|puede|puedes|producto|productos|tienda|todo|todos|muy|tambien|segun',
  },
  pt: {
    was: 'antes|em vez de|ao inves de|custava|era|preco anterior|preco original',
    earliest: 'de|desde|a partir de|entre|mais cedo',
    limit: 'menos de|mais de|abaixo de|acima de|ate|no maximo|inferior a|quase|nao passa de',
    each: 'cada|cada um|cada uma|por unidade|a unidade|unidade|@',
    to: 'a|ao|e|ate|ou|ate ao|ate o|e o',
    refused: 'nao|expirad~|invalid~|recusad~|expirou',
    cart: 'carrinho|cesto|encomenda|pedido|soma|total|compra',
    every:
      '(?:todas?|todos?|cada|qualquer) (?:(?:as|os) )?(?:variantes?|versoes|versao|tamanhos?|cores|cor|modelos?)',
    together: 'juntos|juntas|em conjunto|os dois|as duas',
    idle: 'este|esta|isto|estes|estas|para|como|quando|onde|sobre|entre|desde|pode|podes|voce|produto|produtos|loja|todo|todos|muito|tambem|segundo|seus|suas',
  },
  de: {
    was: 'statt|anstatt|anstelle von|vorher|zuvor|fruher|bisher|ursprunglich|war|waren|uvp|reduziert von|kostete',
    earliest: 'ab|fruhestens|vom|zwischen|von',
    limit: 'unter|weniger als|mehr als|uber|bis zu|hochstens|maximal|knapp|fast|keine',
    each: 'je|jeweils|pro|pro stuck|stuckpreis|einzelpreis|das stuck|einzeln|@',
    to: 'bis|und|bis zum|und dem|oder|-',
    refused: 'nicht|kein|keine|abgelaufen|ungultig|abgelehnt|unbekannt',
    cart: 'warenkorb|einkaufswagen|bestellung|insgesamt|gesamt|summe|zusammen',
    every:
      '(?:alle|jede[rsn]?|samtliche) (?:varianten?|versionen|version|ausfuhrung(?:en)?|grossen?|farben?|modelle?)',
    together: 'zusammen|gemeinsam|beide|beides',
    idle: 'dies|diese|dieser|dieses|diesen|haben|kann|konnen|wird|werden|sind|eine|einen|einem|einer|nach|oder|aber|auch|sehr|fur|uber|unser|unsere|unserer|artikel|produkt|produkte|ihre|ihren|ihnen|nicht',
  },
  fr: {
    was: 'au lieu de|avant|ancien prix|prix barre|prix initial|etait|coutait',
    earliest: 'des|a partir du|entre|du|au plus tot',
    limit: "moins de|plus de|sous|au-dessous de|jusqu'a|au maximum|inferieur a|presque|pas plus de",
    each: "chacun|chacune|l'unite|piece|la piece|l'un|par unite|@",
    to: 'au|et|a|et le|ou|jusqu au',
    refused: 'pas|ne|non|expire~|invalide~|refuse~',
    cart: 'panier|commande|total|somme|achat',
    every:
      '(?:toutes?|tous|chaque|n importe quel(?:le)?) (?:(?:les) )?(?:variantes?|versions?|tailles?|couleurs?|modeles?|coloris)',
    together: 'ensemble|a eux deux|a elles deux|les deux',
    idle: 'cette|ceci|cela|avec|pour|dans|sont|vous|votre|vos|nous|notre|nos|leur|leurs|mais|quand|comme|tres|aussi|entre|produit|produits|article|articles|peut|pouvez|etre',
  },
};

const compiled = new Map<string, OutsidePatterns>();
const whole = (alternatives: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.replaceAll('~', "[\\p{L}'-]*")})(?![\\p{L}\\p{N}])`, 'u');

/** @param language a base language that has a lexicon */
export function outsideWords(language: string): OutsidePatterns {
  const base = language.split('-')[0]!.toLowerCase();
  const known = compiled.get(base);
  if (known) return known;
  const { was, earliest, limit, each, to, refused, cart, every, together, idle } = WORDS[base] ?? WORDS.en!;
  const patterns = {
    was: new RegExp(`(?<![\\p{L}\\p{N}])(?:${was})\\s*[:(]?\\s*$`, 'u'),
    earliest: new RegExp(`(?<![\\p{L}\\p{N}])(?:${earliest})(?![\\p{L}\\p{N}])`, 'u'),
    limit: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${limit})(?: (?:von|de|of|los|las|les|the|os|as|la|el))?\\s*$`,
      'u',
    ),
    each: whole(each),
    refused: whole(refused),
    cart: whole(cart),
    every: whole(every),
    together: whole(together),
    to: to.split('|'),
    idle: new Set(idle.split('|')),
  };
  compiled.set(base, patterns);
  return patterns;
}
