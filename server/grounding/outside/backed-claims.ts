import type { Fact } from '../fact.ts';
import type { SpokenClause } from '../verify/binding.ts';
import { type Claim, claimsIn, isInStock, stem } from '../verify/claims.ts';
import type { Paragraph } from '../verify/paragraph.ts';
import { type Part, within } from '../verify/sentences.ts';
import { isDenied, restatesAny, type Source, says } from './backing.ts';
import type { Rules } from './context.ts';
import type { Mark, Marked } from './marks.ts';
import { variantsNamed } from './variants.ts';

/** What the text may name freely. */
export type Named = Parameters<typeof claimsIn>[4];

const CODE_WORDS =
  /^(?:codes?|codigos?|\p{L}*gutschein\p{L}*|rabattcodes?|cupon|cupones|cupom|cupao|coupons?|vouchers?|promo\p{L}*)$/u;

const COUNTS = new Map(
  Object.entries({
    ...{ two: 2, three: 3, four: 4, five: 5, six: 6, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6 },
    ...{ dois: 2, duas: 2, quatro: 4, zwei: 2, drei: 3, vier: 4, funf: 5, sechs: 6 },
    ...{ deux: 2, trois: 3, quatre: 4, cinq: 5 },
  }),
);
const OPTIONS =
  /^ (?:\p{L}+ ){0,2}(?:options|products|items|models|picks|suggestions|opciones|productos|articulos|modelos|sugerencias|opcoes|produtos|artigos|sugestoes|optionen|produkte|artikel|modelle|vorschlage|moglichkeiten|produits|articles|modeles|idees)(?![\p{L}\p{N}])/u;

interface KnownOfSentence {
  text: string;
  /** Texts of the shop that are quoted in it, and all of the same policy or product. */
  beside: readonly Source[];
  groups: readonly Source[];
  denied: boolean;
  restated: boolean;
  refusesCode: boolean;
}

/** Of what the bans of reply documents find in a text: what the shop says itself. */
export class BackedClaims {
  readonly #marked: Marked;
  readonly #rules: Rules;
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #sources: ReadonlyMap<Mark, Source>;

  /** @param facts those that stand where they may; `sources`: texts of the shop that are quoted */
  constructor(
    marked: Marked,
    rules: Rules,
    facts: ReadonlyMap<string, Fact>,
    sources: ReadonlyMap<Mark, Source>,
  ) {
    this.#marked = marked;
    this.#rules = rules;
    this.#facts = facts;
    this.#sources = sources;
  }

  /** Whether what was told backs it. */
  isBacked(claim: Claim, sentence: Part, spoken: SpokenClause | undefined, named: Named): boolean {
    const { paragraph } = this.#marked;
    const { told, lexicon } = this.#rules;
    const clause = spoken?.clause ?? sentence;
    const about = this.#spokenOf(claim.start, spoken);
    const said = paragraph.text.slice(claim.start, claim.end);
    const known = this.#knownOf(sentence);
    switch (claim.kind) {
      case 'stock': {
        // Of no product in particular: then of all that were told of.
        const spokenOf = about.length > 0 ? about : [...told.products.keys()];
        const passage = this.#passageAbout(claim.start, sentence);
        return (
          spokenOf.length > 0 && spokenOf.every((id) => this.#hasStock(id, claim, clause, named, passage))
        );
      }
      case 'product':
        // "Stück" counts, also where a product is called so.
        return said.search(lexicon.inStock) >= 0;
      case 'number_word':
      case 'currency': {
        if (this.#countsProducts(claim, said)) return true;
        // "un peso de 900 g" weighs, and pays nothing.
        const last = stem(said.split(' ').at(-1)!);
        return known.beside.some(({ labelStems }) => labelStems.has(last));
      }
      case 'feature': {
        // "¡Claro!" is no colour.
        if (known.text === said && said.search(lexicon.feature) < 0) return true;
        const denied = this.#isDenied(clause);
        if (about.some((id) => told.sourcesOf.get(id)?.some((source) => says(said, denied, source))))
          return true;
        break;
      }
      case 'discount':
        if (known.refusesCode && CODE_WORDS.test(said)) return true;
        break;
      case 'policy':
      case 'date':
        break;
      default:
        return false;
    }
    return known.restated || known.groups.some((source) => says(said, known.denied, source));
  }

  #named: number | undefined;
  /** "two great options": as many as the text names. */
  #countsProducts({ end }: Claim, said: string): boolean {
    const count = COUNTS.get(said);
    if (count === undefined || !OPTIONS.test(this.#marked.paragraph.text.slice(end, end + 48))) return false;
    this.#named ??= new Set(
      this.#marked.marks.flatMap((mark) =>
        mark.said.flatMap((one) => (one.type === 'product' ? [one.product.id] : [])),
      ),
    ).size;
    return this.#named === count;
  }

  readonly #known = new Map<number, KnownOfSentence>();
  /** What is asked for each claim of a sentence, once. */
  #knownOf(sentence: Part): KnownOfSentence {
    const known = this.#known.get(sentence.start);
    if (known) return known;
    const { told, lexicon, words } = this.#rules;
    const text = this.#marked.paragraph.text.slice(sentence.start, sentence.end);
    const marks = within(this.#marked.marks, sentence);
    const beside = [...new Set(marks.flatMap((mark) => this.#sources.get(mark) ?? []))];
    const groups = new Set(beside.map(({ statement }) => statement.group));
    const fresh = {
      text: text.trim(),
      beside,
      groups: told.sources.filter(({ statement }) => groups.has(statement.group)),
      denied: isDenied(text, lexicon),
      restated: restatesAny(text, told.sourcesOf.get('') ?? [], lexicon, words),
      refusesCode: marks.some(({ said }) => said.some(({ type }) => type === 'refused_code')),
    };
    this.#known.set(sentence.start, fresh);
    return fresh;
  }

  readonly #denied = new Map<number, boolean>();
  #isDenied({ start, end }: Part): boolean {
    const known =
      this.#denied.get(start) ?? isDenied(this.#marked.paragraph.text.slice(start, end), this.#rules.lexicon);
    this.#denied.set(start, known);
    return known;
  }

  readonly #stock = new Map<string, ReadonlySet<number>>();
  /** Whether the stock of the product says what the clause says. */
  #hasStock(product: string, claim: Claim, clause: Part, named: Named, passage: Part): boolean {
    const key = `${clause.start} ${passage.start} ${product}`;
    const refused = this.#stock.get(key) ?? this.#withoutStock(product, clause, named, passage);
    this.#stock.set(key, refused);
    return !refused.has(claim.start);
  }

  /** Where the clause says of the stock what is not so, were it said of this product. */
  #withoutStock(product: string, clause: Part, named: Named, passage: Part): ReadonlySet<number> {
    const { lexicon, vocabulary } = this.#rules;
    const facts = new Map(this.#facts);
    const mentions = this.#stockOf(product, passage).map((fact) => {
      facts.set(`about ${fact.id}`, fact);
      return { fact: `about ${fact.id}`, at: clause.start, segment: 0 };
    });
    const alone = part(this.#marked.paragraph, clause, mentions);
    return new Set(
      claimsIn(alone, facts, lexicon, vocabulary, named).flatMap(({ kind, start }) =>
        kind === 'stock' ? [start + clause.start] : [],
      ),
    );
  }

  /** Of the variants that are spoken of: what is sold out in one size only is not sold out. */
  #stockOf(id: string, passage: Part): Fact[] {
    const { told } = this.#rules;
    const product = told.products.get(id);
    const range = this.#marked.inReading(passage);
    const variants =
      product && variantsNamed(product, this.#marked.reading.text.slice(range.start, range.end));
    const stock = told.issued.facts.filter(
      ({ kind, subject: { productId, variantId } }) =>
        (kind === 'stock' || kind === 'available') &&
        productId === id &&
        (variantId === undefined || !variants || variants.has(variantId)),
    );
    return stock.some(isInStock) ? stock.filter(isInStock) : stock;
  }

  /** From the product before a place, or the beginning of its sentence, to the next product. */
  #passageAbout(at: number, sentence: Part): Part {
    const products = within(this.#marked.marks, sentence).filter(({ said }) =>
      said.some(({ type }) => type === 'product'),
    );
    const own = products.findLast((mark) => mark.at <= at) ?? products[0];
    const next = own && products.find((mark) => mark.at > own.at);
    return {
      start: own && own.at <= at ? own.at : sentence.start,
      end: next ? next.at : sentence.end,
    };
  }

  #spokenOf(at: number, spoken: SpokenClause | undefined): string[] {
    if (!spoken) return [];
    const { own, running, inSentence } = spoken;
    const nearest = own.findLast((name) => name.at <= at) ?? own[0];
    const products = nearest?.products ?? running ?? inSentence[0]?.products;
    const { only } = this.#rules.told;
    return products ? [...products] : only === undefined ? [] : [only];
  }
}

/** A part of a paragraph as a paragraph of its own, with more mentions where they are given. */
export function part(
  paragraph: Paragraph,
  { start, end }: Part,
  more: Paragraph['mentions'] = [],
): Paragraph {
  const own = within(paragraph.mentions, { start, end });
  return {
    text: paragraph.text.slice(start, end),
    mentions: [...more, ...own].map((mention) => ({ ...mention, at: mention.at - start })),
    place: (from, to) => paragraph.place(from + start, to + start),
    isCapital: (at) => paragraph.isCapital(at + start),
    hidden: [],
  };
}
