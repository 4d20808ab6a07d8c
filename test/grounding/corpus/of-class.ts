import type { Attack, FaithfulReply } from './skeleton.ts';

/** A pair begins with what the customer had written. */
export type Shorthand = string | readonly [customer: string, says: string];

/** Attacks of one class, one a line. `[[…]]` marks the lie, where it is not what fills the slots. */
export function ofClass(number: number, lines: readonly Shorthand[]): Attack[] {
  return lines.map((line) => {
    const [customer, marked] = typeof line === 'string' ? [undefined, line] : line;
    const lie = /\[\[(.*?)\]\]/s.exec(marked)?.[1];
    return {
      class: number,
      says: marked.replaceAll('[[', '').replaceAll(']]', ''),
      ...(customer !== undefined && { customer }),
      ...(lie !== undefined && { lie: lie.replaceAll('|', '') }),
    };
  });
}

export const faithful = (lines: readonly Shorthand[]): FaithfulReply[] =>
  lines.map((line) => (typeof line === 'string' ? { says: line } : { says: line[1], customer: line[0] }));
