import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { htmlReport } from '../../evals/report/html/report.ts';
import { attemptLine, jsonReport } from '../../evals/report/json.ts';
import { junitReport } from '../../evals/report/junit.ts';
import { markdownReport } from '../../evals/report/markdown.ts';
import type { ReportInput } from '../../evals/report/view.ts';
import type { Attempt } from '../../evals/run/results.ts';

/** The folder of a run. Each result is a line on the disk as soon as it is there. */
export class ResultsFolder {
  readonly folder: string;
  #file: number | undefined;

  /** @param keep appends to what an interrupted run wrote */
  constructor(folder: string, { keep }: { keep: boolean }) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#file = openSync(join(folder, 'results.jsonl'), keep ? 'a' : 'w');
    // A line that was cut off must not swallow the next one.
    if (keep) writeSync(this.#file, '\n');
  }

  add(attempt: Attempt): void {
    writeSync(this.#file!, attemptLine(lean(attempt)));
  }

  reports(input: ReportInput): void {
    const { run } = input;
    const leaner = { ...input, run: { ...run, attempts: run.attempts.map(lean) } };
    this.#write('report.html', htmlReport(input));
    this.#write('report.md', markdownReport(input));
    this.#write('junit.xml', junitReport(input));
    this.#write('report.json', jsonReport(leaner));
  }

  /** A reader sees the old report or the new one, never half of one. */
  #write(name: string, text: string): void {
    const path = join(this.folder, name);
    writeFileSync(`${path}.partial`, text);
    renameSync(`${path}.partial`, path);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** Certificates of what passed are of no use, and the larger part of everything. */
function lean(attempt: Attempt): Attempt {
  const { observation, status } = attempt;
  if (!observation || status !== 'pass') return attempt;
  const messages = observation.messages.map(({ certificate: _left, ...message }) => message);
  return { ...attempt, observation: { ...observation, messages } };
}
