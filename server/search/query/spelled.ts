import { stem } from '../analysis/stem.ts';
import { boundedDistance } from '../index/edit-distance.ts';

/** The word with this stem that is most like what was written: `apple` for `appl` and `aple`. */
export function spelled(stemmed: string, written: string): string {
  const forms = [stemmed, `${stemmed}e`, `${stemmed}s`, `${stemmed}es`];
  if (stemmed.endsWith('i')) forms.push(`${stemmed.slice(0, -1)}y`, `${stemmed.slice(0, -1)}ies`);
  const distance = (form: string): number => boundedDistance(written, form, 3);
  return forms
    .filter((form) => form === stemmed || stem(form) === stemmed)
    .reduce((best, form) => (distance(form) < distance(best) ? form : best));
}
