import type { Part } from '../verify/sentences.ts';
import type { Finding, Findings } from './findings.ts';
import type { Reading } from './reading.ts';

const ROUNDS = 4;

/**
 * The text with what the shop says in place of each violation; where nothing can stand in its place, without the sentence. Checked
 * again until nothing is left to mend, so that the answer holds no violation; empty when nothing of it can be kept.
 */
export function groundedText(first: Findings, check: (text: string) => Findings): string {
  let current = first;
  for (let round = 0; round < ROUNDS; round++) {
    if (current.findings.length === 0) return current.reading.original;
    // What was put in may be wrong where it stands now: then the sentence goes.
    const keep = round === 0;
    current = check(mend(current, keep));
  }
  return current.findings.length === 0 ? current.reading.original : '';
}

function mend({ reading, findings }: Findings, keep: boolean): string {
  const isKept = (finding: Finding): boolean => keep && finding.replacement !== undefined;
  const hides = (finding: Finding): boolean => finding.kind === 'hidden_text';
  const lost = findings
    .filter((finding) => !isKept(finding) && !hides(finding))
    .map(({ sentence }) => sentence);
  const cuts: { start: number; end: number; text: string }[] = merged(lost).flatMap((sentence) =>
    shownIn(reading, sentence).map((range) => ({ ...range, text: '' })),
  );
  for (const finding of findings)
    if (isKept(finding) || hides(finding))
      cuts.push({ start: finding.start, end: finding.end, text: finding.replacement ?? '' });
  cuts.sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let at = 0;
  for (const { start, end, text } of cuts) {
    if (start < at) continue;
    out += reading.original.slice(at, start) + text;
    at = end;
  }
  return tidy(out + reading.original.slice(at));
}

function merged(sentences: readonly Part[]): Part[] {
  const byStart = new Map(sentences.map((sentence) => [sentence.start, sentence]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

const STOP = /[.!?…;]/;

/** The ranges of the original that show the sentence, with the stop behind it; tags around and inside stay. */
function shownIn({ text, starts, ends, original }: Reading, { start, end }: Part): Part[] {
  let until = end;
  while (until < text.length && STOP.test(text[until]!)) until++;
  if (text[until] === ' ') until++;
  const ranges: Part[] = [];
  for (let at = start; at < until; at++) {
    const last = ranges.at(-1);
    const [from, to] = [starts[at]!, ends[at]!];
    const between = last && original.slice(last.end, from);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else if (last && between !== undefined && !between.includes('<')) last.end = to;
    else ranges.push({ start: from, end: to });
  }
  return ranges;
}

/** Points of lists, quotation marks and lines that nothing is left of. */
function tidy(text: string): string {
  return text
    .replace(/^[ \t]{0,20}(?:[-*•+]|\d{1,2}[.)])?[ \t]{0,20}$\n?/gmu, (line) =>
      line.trim() === '' ? line : '',
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
