import { filterTerm } from '../index/document-terms.ts';
import { hiddenLabel } from '../index/hidden-label.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { languageOf } from '../query/settings.ts';
import { type Label, Labels, labelWords } from './labels.ts';

const BRAND = filterTerm.brand('');
const PRODUCT_TYPE = filterTerm.productType('');

/** Brands and product types, as the index has them: by the term of their filter. */
export class CatalogLabels {
  readonly labels = new Labels();

  /** Those of an index that was made elsewhere. */
  addAll(index: InvertedIndex): void {
    for (const prefix of [BRAND, PRODUCT_TYPE])
      for (const [term, label] of index.labelled(prefix)) this.add(term, label);
  }

  /** @param label as the index has it; terms of other filters are passed over */
  add(term: string, label: string): void {
    const kind = term.startsWith(BRAND)
      ? 'brand'
      : term.startsWith(PRODUCT_TYPE)
        ? 'product_type'
        : undefined;
    if (kind && label !== '') this.labels.add(term, () => labelOf(kind, term, label));
  }
}

function labelOf(kind: 'brand' | 'product_type', term: string, label: string): Label {
  const { text, languages } = hiddenLabel.read(label);
  return {
    text,
    kind,
    words: labelWords(text),
    ...(languages && { languages: languages.map(languageOf) }),
    terms: [term],
    value: text,
  };
}
