import type { Fact } from '../fact.ts';

/** A product that quotes or the session's tools named, as the catalogue has it now. */
export interface IssuedProduct {
  id: string;
  /** In the language of the text. */
  title: string;
  /** In every language. */
  titles: readonly string[];
  brand?: string | undefined;
  /** What the options of each variant are called, in every language. */
  options: ReadonlyMap<string, readonly string[]>;
}

/** A text of the shop: what it says of a product, or a policy, or why a code was refused. */
export interface Statement {
  kind: 'attribute' | 'description' | 'policy' | 'notice';
  productId?: string;
  /** Statements that are read together: all sections of one policy. */
  group: string;
  label: string;
  text: string;
  /** The shop says that it is not so. */
  denied?: boolean;
}

/** All that this server told, and stands by: nothing else may be said. */
export interface Issued {
  facts: readonly Fact[];
  products: readonly IssuedProduct[];
  statements: readonly Statement[];
  /** Codes that were refused: these may be named only as refused. */
  refusedCodes: readonly string[];
  /** Prices (facts by id) whose quote has run out or was withdrawn, each with the price of now where there is one. */
  stale: ReadonlyMap<string, Fact | undefined>;
}

/** The same with the prices of now in place of those that have run out. */
export function asOfNow(issued: Issued): Issued {
  const gone = issued.stale;
  const fresh = [...gone.values()].flatMap((fact) => fact ?? []);
  return {
    ...issued,
    facts: [...issued.facts.filter(({ id }) => !gone.has(id)), ...fresh],
    stale: new Map(),
  };
}
