import { checkCounts, countsOf } from './check-counts.ts';
import { aboutAt, isStated, itemsOf, type Reading, sentenceAt, titleOf, variantsNear } from './reading.ts';
import type { Item, Variant } from './world.ts';

const COUNT_AFTER =
  /^[\s\u00a0*_]*(?:(?:units?|pieces?|items?|pairs?|of (?:them|these|it)|more|copies|stuck|exemplare?|paare?|unidades?|piezas|ejemplares|pares|pecas|unites?|exemplaires?|pieces|articles?|artikel)[\s*_]+)?(?:are |is |sind |ist |noch |still |currently |aktuell |derzeit |ainda |aun |encore |sont |estan |estao )*(?:in stock|left|remaining|available|on hand|auf lager|verfugbar|vorratig|ubrig|lieferbar|en stock|disponibles?|en existencia|restantes?|em stock|em estoque|disponive\w+|en reserve)(?![\p{L}])/u;
const COUNT_BEFORE =
  /(?:stock(?: level)?:|in stock:|left:|available:|only have|have only|we(?: still)? have|there (?:are|is) (?:only |just |still )?|auf lager:|lagerbestand:|bestand:|noch|haben (?:wir )?(?:noch |nur )?|stock:|quedan?(?: solo)?|nos quedan?|tenemos|hay|restam(?: apenas)?|resta(?: apenas)?|so (?:restam|temos)|temos(?: apenas)?|il (?:n'en |en |ne )?reste(?: plus que)?|reste(?: que)?|plus que|stock :|nous en avons)[\s*_]*(?:only |just |nur |noch |solo |apenas |exactly |genau |que )?$/;
const UNITY =
  /^[\s*_]*(?:left|units?|pieces?|stuck|exemplare?|unidad\w*|unites?|exemplaires?|in stock|available|ubrig|[.,;!)]|$)/;

const SOLD_OUT =
  /sold[ -]?out|out of stock|(?:not|no longer|isn't|aren't|currently un) ?(?:in stock|available)|unavailable|ausverkauft|vergriffen|nicht (?:mehr )?(?:auf lager|verfugbar|vorratig|lieferbar)|agotad[oa]s?|sin (?:stock|existencias)|no (?:esta|estan|hay) (?:disponibles?|en stock|stock|existencias)|esgotad[oa]s?|(?<!pronta )sem (?:stock|estoque)|nao (?:esta|estao|ha) (?:disponive\w+|em stock|em estoque)|epuise\w*|en rupture|rupture de stock|plus (?:en stock|disponibles?)|n'est pas (?:en stock|disponible)/g;
const IN_STOCK =
  /\b(?:in stock|(?:is|are)(?: still| currently| now| readily)? available|available now|auf lager|vorratig|verfugbar|lieferbar|en stock|en existencia|disponibles?|em stock|em estoque|disponive(?:l|is)|ready to ship|versandbereit)\b/g;
const LAST =
  /\b(?:(?:the |our )?(?:very )?last (?:one|piece|unit|pair|item|few)|only one left|just one left|letzte[snr]? (?:stuck|exemplar|paar)|das letzte|ultim[oa]s? (?:unidad|unidade|pieza|peca|par|ejemplar)\w*|la ultima|a ultima|derniere?s? (?:exemplaire|piece|unite|article)s?|le dernier|queda una|resta uma|nur noch ein\w*)\b/g;
const LOW =
  /\b(?:(?:about|going) to (?:sell out|run out)|as good as gone|down to the last|a punto de (?:agotarse|acabarse|terminarse)|(?:se (?:esta|estan) )(?:agotando|acabando|terminando)|(?:quase|prestes) a (?:esgotar|acabar)|(?:esta|estao) a (?:esgotar|acabar)|(?:fast|beinahe|bald|schon fast) (?:weg|vergriffen|leer)|geht (?:zur neige|aus)|gehen (?:zur neige|aus)|sur le point d'(?:etre epuise\w*|etre en rupture)|(?:bientot|presque) (?:parti|fini|en rupture)\w*|s'epuise\w*|low stock|few left|almost (?:gone|sold out)|nearly (?:gone|sold out)|running (?:out|low)|limited (?:stock|quantit\w+)|fast ausverkauft|bald ausverkauft|kaum noch|wenige (?:stuck|exemplare)|geringer bestand|begrenzte stuckzahl|casi (?:agotad|acabad)\w+|pocas unidades|quase esgotad\w+|poucas unidades|presque epuise\w*|stock limite|bientot epuise\w*|quelques exemplaires|unidades limitadas|existencias limitadas)\b/g;
const RUSH =
  /\b(?:sell(?:s|ing) (?:out )?(?:fast|quickly)|going fast|flying off|high demand|in demand|\w+ (?:other )?(?:people|customers|shoppers) (?:are |have )?(?:currently )?(?:viewing|looking|watching|bought|in their)|hurry|verkauft sich schnell|schnell vergriffen|hohe nachfrage|se (?:vende|agota|esgota) (?:rapido|muy rapido|depressa)|mucha demanda|alta demanda|muita procura|vende-se rapido|part vite|partent vite|forte demande|beeilen sie|beeil dich|depechez|date prisa|apresse)\b/g;
const RESTOCK =
  /\b(?:back in stock|restock\w*|re-?stocked|wieder (?:auf lager|verfugbar|lieferbar|vorratig|rein\w*)|nachschub|neue lieferung|reposicion\w*|repon\w+|de nuevo (?:en stock|disponible)|vuelve a estar|de volta (?:ao|em) stock|reposic\w+|novamente disponivel|reapprovisionn\w*|de nouveau (?:en stock|disponible)|(?:nachste|kommende)\w* (?:woche|monat|tage\w*) wieder (?:da|hier|zuruck|im laden)|(?:im )?(?:liefer)?ruckstand|reassort\w*|new (?:shipment|delivery) (?:arrives|comes|is)|(?:new|fresh|more) (?:stock|supplies|units)|nuev[ao]s (?:existencias|unidades|stock)|nuevo stock|nov[ao]s? (?:stock|unidades|remessas?|lotes?)|mais (?:stock|unidades)|mas (?:stock|existencias)|neue (?:ware|stuck|exemplare)|neuer (?:bestand|vorrat)|nouve(?:au|aux|lle|lles) (?:stocks?|arrivages?|exemplaires|livraison)|(?:on |en )?back[- ]?order(?:ed)?|nachbestellt|nachlieferung|sous commande|en reapprovisionnement|encargad[oa]s? de nuevo|(?:back|vuelv\w+|volver\w*|regres\w+|volta\w*|regressa\w*|revien\w+|retour|reviendra|wieder (?:da|hier|zuruck|hereinkommen)|kommt wieder|kommen wieder|zuruck)\b(?= (?:\w+ ){0,2}(?:next|this|on|in \d|tomorrow|soon|shortly|week|month|monday|tuesday|wednesday|thursday|friday|la semana|el|en \d|en (?:una|dos|tres)|pronto|manana|na |no |em |amanha|proxima|brevemente|nachste\w*|kommende\w*|am |in |bald|morgen|la semaine|lundi|mardi|mercredi|jeudi|vendredi|demain|bientot|dans)))\b/g;
const WHENEVER =
  /\b(?:when|once|as soon as|if|whether|sobald|wenn|falls|ob|cuando|en cuanto|si|quando|assim que|se|quand|des que|lorsque)\s[^.!?]{0,60}$/;

/** “is not sold out” */
const NOT = /(?:\bnot|n't|nicht|\bno|nao|\bpas|never|nunca|nie) (?:\w+ ){0,2}$/;

/** Counts, “in stock”, “sold out”, scarcity and promises of new stock. */
export function checkStock(reading: Reading): void {
  const { plain, numbers } = reading;
  const counted: [number, number][] = [];
  for (const number of numbers) {
    const { start, end, values } = number;
    if (reading.monies.some((one) => start >= one.start && end <= one.end)) continue;
    const sentence = sentenceAt(reading, start);
    if (!sentence || !values.some(Number.isInteger)) continue;
    const head = plain.low.slice(Math.max(sentence.start, start - 32), start);
    const after = COUNT_AFTER.exec(reading.bare.slice(end, Math.min(sentence.end, end + 48)));
    const before = COUNT_BEFORE.test(head) && UNITY.test(reading.bare.slice(end, sentence.end));
    if (!after && !before) continue;
    if (
      /(?:found|gefunden|encontr\w+|trouve)[^.]*$/.test(head) ||
      (/^[\s*_]*(?:units? |are )?(?:available|disponi\w+|verfugbar)/.test(plain.low.slice(end)) &&
        /\bin$|produ/.test(head))
    )
      continue;
    counted.push([start, end + (after?.[0].length ?? 0)]);
    if (!isStated(reading, start)) continue;
    const items = itemsOf(reading, aboutAt(reading, start, numbers));
    reading.count('stock');
    const limit =
      /(?:more than|over|at least|mehr als|uber|mindestens|mas de|mais de|plus de|al menos|pelo menos|au moins)\s*$/.test(
        head,
      )
        ? 'over'
        : /(?:fewer than|less than|under|weniger als|unter|menos de|moins de)\s*$/.test(head)
          ? 'under'
          : undefined;
    if (items.length === 0) {
      if (!reading.world.items.some((item) => countsOf(item.product.variants).has(values[0]!)))
        reading.wrong('stock', start, end, 'of nothing in the shop there are so many');
      continue;
    }
    const variants = items.flatMap((item) => variantsNear(reading, item, start));
    const counts = countsOf(variants);
    const most = Math.max(...counts);
    const right = values.some((value) =>
      limit === 'over'
        ? most >= value && most > 0
        : limit === 'under'
          ? most < value
          : counts.has(value) && (value > 0 || most === 0),
    );
    const told = toldCount(reading, items, values);
    if (!right && !told)
      reading.wrong('stock', start, end, `of ${titleOf(reading, items[0]!)} there are ${most}`);
  }
  checkCounts(
    reading,
    counted.map(([start, end]) => ({ start, end })),
  );
  const statuses: { start: number; end: number }[] = [...counted].map(([start, end]) => ({ start, end }));
  const each = (
    pattern: RegExp,
    judge: (items: Item[], start: number, head: string) => string | undefined,
    moodless = false,
  ): void => {
    for (const { 0: words, index } of reading.bare.matchAll(pattern)) {
      const end = index + words.length;
      if (statuses.some((one) => index < one.end && end > one.start)) continue;
      statuses.push({ start: index, end });
      const sentence = sentenceAt(reading, index);
      if (!sentence) continue;
      if (!moodless && !isStated(reading, index)) continue;
      if (
        moodless &&
        (plain.low.slice(sentence.start, sentence.end).includes('?') ||
          WHENEVER.test(reading.bare.slice(sentence.start, index)))
      )
        continue;
      reading.count('stock');
      const message = judge(
        itemsOf(reading, aboutAt(reading, index, [])),
        index,
        reading.bare.slice(sentence.start, index),
      );
      if (message) reading.wrong('stock', index, end, message);
    }
  };
  const total = (items: Item[], place: number): number[] =>
    items.flatMap((item) => variantsNear(reading, item, place)).map((variant) => onHand(variant));
  const unknown = (items: Item[]): boolean =>
    items.length === 0 ||
    items.every(({ product }) => product.variants.every(({ stock }) => stock === undefined));
  each(RESTOCK, (_, start, head) =>
    WHENEVER.test(head) ||
    /money|geld|dinero|dinheiro|argent|refund|return|devol|ruck|rembours/.test(head) ||
    reading.toldText.includes(plain.low.slice(start, start + 14))
      ? undefined
      : 'the shop promises no new stock',
  );
  each(LAST, (items, start) =>
    unknown(items) ||
    total(items, start).some((count) => count === 1) ||
    (/last few|ultimas|dernieres?s? /.test(plain.low.slice(start, start + 14)) &&
      total(items, start).some((count) => count > 0 && count <= 5))
      ? unknown(items) && items.length > 0
        ? 'the shop counts no stock of it'
        : undefined
      : 'it is not the last one',
  );
  each(LOW, (items, start) =>
    items.length > 0 && !total(items, start).some((count) => count > 0 && count <= 3)
      ? 'stock is not low'
      : undefined,
  );
  each(
    SOLD_OUT,
    (items, start, head) =>
      unknown(items) ||
      (NOT.test(head) && total(items, start).some((count) => count > 0)) ||
      gone(total(items, start), items) ||
      gone(stockHere(items, start, reading), items)
        ? undefined
        : 'it is in stock',
    true,
  );
  each(IN_STOCK, (items, start, head) => {
    if (items.length === 0 || unknown(items)) return undefined;
    if (WHENEVER.test(head)) return undefined;
    return total(items, start).some((count) => count > 0) ? undefined : 'it is sold out';
  });
  // “Hurry” is no claim where the sentence makes one.
  const made = [...statuses];
  each(RUSH, (_, start, head) =>
    HURRY.test(plain.low.slice(start)) &&
    made.some((one) => one.start >= start - head.length && one.start <= sentenceAt(reading, start)!.end)
      ? undefined
      : 'the shop tells nothing about how it sells',
  );
}
const HURRY = /^(?:hurry|beeil|date prisa|depech|apress)/;

/** What is in the countries of the market, by variant. */
function stockHere(items: Item[], place: number, reading: Reading): number[] {
  const { markets, locations } = reading.world.shop.shop;
  const here = new Set(markets.find(({ id }) => id === reading.market)?.countries ?? []);
  const own = new Set(locations.filter(({ country }) => here.has(country)).map(({ id }) => id));
  return items
    .flatMap((item) => variantsNear(reading, item, place))
    .map(({ stock = [] }) =>
      stock.filter(({ location }) => own.has(location)).reduce((sum, { on_hand }) => sum + on_hand, 0),
    );
}
/** Without a variant named, all of them. */
const gone = (counts: readonly number[], items: readonly Item[]): boolean =>
  counts.length < items.reduce((sum, { product }) => sum + product.variants.length, 0)
    ? counts.includes(0)
    : counts.every((count) => count === 0);

const onHand = ({ stock = [] }: Variant): number => stock.reduce((sum, { on_hand }) => sum + on_hand, 0);

function toldCount(
  { observation, turn }: Reading,
  items: readonly Item[],
  values: readonly number[],
): boolean {
  const ids = new Set(items.map(({ product }) => product.id));
  return (observation.facts ?? []).some(({ product, value, turn: when }) => {
    const count = (value as { type?: string; value?: unknown } | null)?.value;
    return (
      product !== undefined &&
      ids.has(product) &&
      when === turn &&
      (value as { type?: string }).type === 'count' &&
      values.includes(Number(count))
    );
  });
}
