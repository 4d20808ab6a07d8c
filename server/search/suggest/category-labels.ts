import type { Category } from '../../commerce/catalog/model.ts';
import { filterTerm } from '../index/document-terms.ts';
import { languageOf } from '../query/settings.ts';
import { Labels, labelWords } from './labels.ts';

type Categories = ReadonlyMap<string, Category>;

/** The names of the categories, made anew when the categories change. */
export class CategoryLabels {
  #source: Categories | undefined;
  #labels = new Labels();

  /** @param below ids of all categories below one */
  of(categories: Categories, below: (id: string) => readonly string[]): Labels {
    if (this.#source === categories) return this.#labels;
    this.#source = categories;
    this.#labels = new Labels();
    for (const { _id, title } of categories.values()) {
      const terms = [_id, ...below(_id)].map(filterTerm.category);
      for (const [locale, text] of Object.entries(title)) {
        this.#labels.add(`${_id} ${locale}`, () => ({
          text,
          kind: 'category',
          words: labelWords(text),
          languages: [languageOf(locale)],
          terms,
          value: _id,
        }));
      }
    }
    return this.#labels;
  }
}
