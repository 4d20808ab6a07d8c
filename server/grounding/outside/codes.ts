import { codeShapes } from '../verify/claims.ts';
import type { Part } from '../verify/sentences.ts';
import type { Marked } from './marks.ts';
import type { Told } from './told.ts';

const ABBREVIATIONS = ['FAQ', 'USB', 'HDMI', 'WLAN', 'WIFI', 'ASAP', 'OKAY', 'JSON', 'HTML'];

/** Words that are written as codes are, and are none that was told: ranges of the paragraph. */
export function codesIn({ paragraph, marks, reading, place }: Marked, { products }: Told): Part[] {
  const named = [...products.values()].flatMap(({ titles, brand }) => [...titles, brand ?? '']);
  const known = named.flatMap((text) => text.split(/[^\p{L}\p{N}_-]+/u));
  // In plain form all letters are small: each sign as it was written, and a space for each mark.
  let shown = '';
  let next = 0;
  for (let at = 0; at < paragraph.text.length; at++) {
    const isMark = marks[next]?.at === at;
    if (isMark) next++;
    const { start } = place({ start: at, end: at + 1 });
    shown += isMark ? ' ' : (reading.original[start] ?? ' ');
  }
  return codeShapes(shown, new Set([...known, ...ABBREVIATIONS]));
}
