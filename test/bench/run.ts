/** `npm run bench -- --help` says what it measures. It always exits with 0 when it could measure: figures are no test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DayFigures, measureDay } from './day/measure.ts';
import { renderDay } from './day/report.ts';
import { measureEngine } from './engine.ts';
import { compareOverHttp } from './http/compare.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { measurePurchases } from './purchases.ts';
import { machine, type Row, renderTable, verdict } from './report.ts';
import { measureTurns } from './turns/measure.ts';

const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);

async function measure(options: Options): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'shopwright-bench-'));
  try {
    const rows: Row[] = [];
    if (options.only.includes('http'))
      rows.push(...(await compareOverHttp(join(dir, 'http'), options, progress)));
    if (options.only.includes('purchases')) rows.push(...(await measurePurchases(dir, options, progress)));
    if (options.only.includes('turns')) {
      if (options.catalogue) rows.push(...(await measureTurns(dir, options.catalogue, options, progress)));
      else progress('turns: not measured, there is no catalogue; see --catalogue');
    }
    if (options.only.includes('engine')) rows.push(...(await measureEngine(dir, options, progress)));
    return rows;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function print(options: Options, rows: readonly Row[], day: DayFigures | undefined): void {
  const on = machine();
  if (options.json) {
    const measured = rows.map((row) => ({ ...row, verdict: verdict(row) }));
    console.log(
      JSON.stringify(
        { machine: on, era: options.era, runs: options.runs, ms: options.ms, rows: measured, day },
        null,
        2,
      ),
    );
    return;
  }
  console.log(
    Object.entries(on)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  );
  if (rows.length > 0) {
    console.log(`Medians of ${options.runs} runs of ${options.ms} ms each; CPU is the server's, a call.\n`);
    console.log(renderTable(rows));
  }
  if (day) console.log(`\n${renderDay(day)}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else {
    const rows = await measure(options);
    const day = options.only.includes('day') ? await measureDay(options.conversations, progress) : undefined;
    print(options, rows, day);
  }
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}. See --help.` : error);
  process.exitCode = 1;
}
