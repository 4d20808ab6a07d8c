import { stem } from '../analysis/stem.ts';
import { conceptOf } from '../understanding/concepts.ts';
import { kindTerm } from '../understanding/kind-terms.ts';
import { ACCESSORIES } from '../understanding/lexicon/accessories.ts';
import { ELECTRONICS } from '../understanding/lexicon/electronics.ts';
import { FASHION } from '../understanding/lexicon/fashion.ts';
import { HOME } from '../understanding/lexicon/home.ts';
import { type Concept, parseLexicon } from '../understanding/lexicon/parse-lexicon.ts';
import { Labels, labelWords } from './labels.ts';

const MOST_WORDS = 3;
let made: Labels | undefined;

/**
 * The names of the kinds of thing that search knows, in its five languages: for catalogues without product types. The
 * first name of a kind in a language stands for all its products, another one for those that have its words.
 */
export function kindLabels(): Labels {
  if (made) return made;
  made = new Labels();
  const concepts = new Map<string, Concept>();
  const rows = [
    ...parseLexicon(FASHION, false, concepts),
    ...parseLexicon(ELECTRONICS, false, concepts),
    ...parseLexicon(HOME, false, concepts),
    ...parseLexicon(ACCESSORIES, true, concepts),
  ];
  for (const { concept, language, phrases } of rows) {
    const known = conceptOf(concept.id);
    for (const [i, text] of phrases.entries()) {
      const words = labelWords(text);
      if (!known || words.length > MOST_WORDS) continue;
      made.add(`${concept.id} ${language} ${text}`, () => ({
        text,
        kind: 'query',
        words,
        languages: [language],
        terms: [kindTerm(known)],
        ...(i > 0 && { also: words.map(stem) }),
      }));
    }
  }
  return made;
}
