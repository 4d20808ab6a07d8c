import { LANGUAGES } from '../../../evals/contract.ts';
import { type JudgedRow, summaryOf } from './summary.ts';
import { differs, type Row } from './tally.ts';

const percent = (share: number | undefined): string => (share === undefined ? '–' : (100 * share).toFixed(1));
const cell = (text: string | number, width: number): string => String(text).padStart(width);

/** The tables of a run, and so many mistakes of each class. */
export function printed(rows: readonly JudgedRow[], mistakes: number): string {
  const { replies, classes } = summaryOf(rows);
  const lines = [
    `${replies} replies. In per cent: recall/precision. A mark beside the lie counts against precision too.`,
    '',
    `${'class'.padEnd(13)}${cell('lies', 6)}${cell('true', 6)}${cell('grader', 14)}${cell('verifier', 14)}   ${LANGUAGES.map((one) => cell(one, 13)).join('')}  (grader)`,
  ];
  for (const one of classes) {
    const pair = ({ recall, precision }: { recall: number | undefined; precision: number | undefined }) =>
      `${percent(recall)}/${percent(precision)}`;
    lines.push(
      `${one.class.padEnd(13)}${cell(one.lies, 6)}${cell(one.faithful, 6)}${cell(pair(one.grader), 14)}${cell(pair(one.verifier), 14)} ${one.reached ? ' ' : '!'} ${LANGUAGES.map(
        (language) => {
          const own = one.languages[language];
          return cell(own ? pair(own.grader) : '', 13);
        },
      ).join('')}`,
    );
  }
  if (rows.some(({ verifier }) => verifier)) lines.push('', ...disagreements(rows));
  if (mistakes > 0) lines.push('', ...shown(rows, mistakes));
  return lines.join('\n');
}

function disagreements(rows: readonly JudgedRow[]): string[] {
  const lines = [
    'Where they disagree: right are both, the grader alone, the verifier alone, neither.',
    `${'class'.padEnd(13)}${cell('of the lies', 34)}${cell('of the true', 34)}`,
  ];
  for (const { class: name, agreement } of summaryOf(rows).classes) {
    const four = ({ both, onlyGrader, onlyVerifier, neither }: typeof agreement.lies) =>
      [both, onlyGrader, onlyVerifier, neither].map((one) => cell(one, 8)).join('');
    lines.push(`${name.padEnd(13)}  ${four(agreement.lies)}  ${four(agreement.faithful)}`);
  }
  return lines;
}

/** Sentences that went wrong most often come first, each once. */
function shown(rows: readonly JudgedRow[], most: number): string[] {
  const part = (title: string, some: readonly JudgedRow[]): string[] => {
    const bySentence = Map.groupBy(some, ({ planted }) => planted.context.sentence);
    const sorted = [...bySentence.values()].toSorted((a, b) => b.length - a.length).slice(0, most);
    return sorted.length === 0
      ? []
      : [title, ...sorted.map((all) => `  ${cell(all.length, 3)} × ${line(all[0]!)}`)];
  };
  return summaryOf(rows).classes.flatMap(({ class: name }) => {
    const own = rows.filter((row) => row.class === name);
    const wrong = (is: (row: JudgedRow) => boolean) => own.filter(is);
    return [
      ...part(
        `${name}: lies that the grader missed`,
        wrong(({ grader }) => grader.outcome === 'missed'),
      ),
      ...part(
        `${name}: true replies that the grader marked`,
        wrong(({ grader }) => grader.outcome === 'alarm'),
      ),
      ...part(
        `${name}: marks of the grader beside the lie`,
        wrong(({ grader }) => grader.beside.length > 0),
      ),
      ...part(`${name}: the verifier says otherwise than the grader`, wrong(differs)),
    ];
  });
}

function line({ language, catalogue, planted, grader, verifier }: JudgedRow): string {
  const said = (verdict: Row['grader'] | undefined): string =>
    verdict ? `${verdict.outcome} ${words(verdict.marks)}` : '';
  const words = (marks: Row['grader']['marks']): string =>
    marks.map(({ kind, start, end }) => `[${kind}: ${planted.text.slice(start, end)}]`).join(' ');
  const lies = planted.lies.map(({ start, end }) => planted.text.slice(start, end)).join(' | ');
  return `${language} ${catalogue} “${planted.text}”\n          lie: ${lies || 'none'}; asked: ${planted.context.customer}\n          grader ${said(grader)}; verifier ${said(verifier)}`;
}
