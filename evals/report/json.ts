import type { Attempt } from '../run/results.ts';
import { Attempts } from './parse-attempts.ts';
import { exitCode, type ReportInput } from './view.ts';

/** The whole run as one JSON document: summary, gate, comparison, every conversation. */
export const jsonReport = (input: ReportInput): string => `${JSON.stringify(documentOf(input), null, 1)}\n`;

/** The same without the conversations, for `--json`. */
export function documentOf(input: ReportInput, { attempts = true }: { attempts?: boolean } = {}): object {
  const { run, summary, gate, comparison } = input;
  const { attempts: all, ...about } = run;
  return {
    ...about,
    exitCode: exitCode(input),
    summary,
    gate,
    ...(comparison && { comparison }),
    ...(attempts && { attempts: all }),
  };
}

/** A line of `results.jsonl`. It is written as each conversation ends, so that nothing is lost when the run is. */
export const attemptLine = (attempt: Attempt): string => `${JSON.stringify(attempt)}\n`;

/** What a run wrote so far; a last line that was cut off is passed over. */
export function parseAttempts(text: string): Attempt[] {
  return text.split('\n').flatMap((line) => {
    try {
      const result = Attempts.safeParse(JSON.parse(line));
      return result.success ? [result.data as unknown as Attempt] : [];
    } catch {
      return [];
    }
  });
}
