import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageHtml } from '../../../server/platform/html/page.ts';
import { themed } from '../../../server/platform/html/theme.ts';
import { LANGUAGES, type Language } from '../../contract.ts';
import type { Cell } from '../../run/summary.ts';
import { boundText, count, dollars, duration, percent } from '../format.ts';
import { failures, nameOf, type ReportInput, where } from '../view.ts';
import { conversation } from './conversation.ts';
import { type Html, html, raw } from './markup.ts';

/** Told in full; more would make a page that no browser likes. */
const SHOWN = 300;
const LISTED = 5_000;

/** One page that needs nothing but itself: no request is made, and none could be (Content-Security-Policy). */
export function htmlReport(input: ReportInput): string {
  const style = themed(new URL('style.css', import.meta.url));
  const script = asset('filter.js');
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const { run, gate } = input;
  const verdict = gate.pass ? 'passed' : 'failed';
  return pageHtml({
    language: 'en',
    icon: false,
    title: `Evals ${verdict}: ${run.target}`,
    head: html`<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<style>${raw(style)}</style>`.text,
    body: html`<a class="skip" href="#failing">To the failing conversations</a>
<header>
<h1>Evals of ${run.target} <span class="verdict ${gate.pass ? 'good' : 'bad'}">${verdict}</span></h1>
<p class="soft">${new Date(run.startedAt).toISOString().replace('T', ' ').slice(0, 16)} UTC · took ${duration(run.endedAt - run.startedAt)}${run.repeat > 1 && ` · each case ${run.repeat} times`}</p>
${run.endedBecause !== undefined && html`<p class="bound warn"><b>The run ended early</b>, after ${run.attempts.length} of ${count(run.planned, 'conversation')}: ${run.endedBecause}</p>`}
${tiles(input)}
</header>
<main>
${gateTable(input)}
${changes(input)}
${matrix(input)}
${graders(input)}
${failing(input)}
${all(input)}
</main>
<footer>Made by <code>shopwright eval</code>. Spans with a number are what is wrong; dotted underlines are facts that the shop’s tools gave.</footer>
<script>${raw(script)}</script>`.text,
  });
}

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function tiles({ run, summary }: ReportInput): Html {
  const { counts, grounding, latency } = summary;
  const graded = counts.pass + counts.fail;
  const tile = (label: string, value: string, more = ''): Html =>
    html`<div><dt>${label}</dt><dd>${value}${more !== '' && html`<small>${more}</small>`}</dd></div>`;
  const others = [
    ...(counts.error > 0 ? [`${counts.error} broke off`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  return html`<dl class="tiles">
${tile('Conversations passed', `${counts.pass} of ${graded}`, others.join(', '))}
${tile('Pass rate', percent(summary.passRate), `${summary.casesPassed} of ${summary.casesGraded} cases always`)}
${run.repeat > 1 && tile(`pass^${run.repeat}`, percent(summary.passHat.at(-1)!), `pass^1 ${percent(summary.passHat[0]!)}`)}
${tile('Something made up', String(grounding.withViolations), `of ${count(grounding.judged, 'conversation')} judged`)}
${latency && tile('Median reply', duration(latency.p50), `95 % within ${duration(latency.p95)}`)}
${tile('Cost', dollars(summary.microdollars), graded > 0 ? `${dollars(summary.microdollars / graded)} a conversation` : '')}
</dl>
<p class="bound ${grounding.judged === 0 ? 'warn' : grounding.withViolations === 0 ? 'good' : 'bad'}">${boundText(grounding)}</p>`;
}

const badge = (pass: boolean): Html =>
  html`<span class="kind ${pass ? 'good' : 'bad'}">${pass ? 'reached' : 'not reached'}</span>`;

const gateTable = ({ gate: { checks } }: ReportInput): Html =>
  html`<section aria-labelledby="gate"><h2 id="gate">Gate</h2><div class="scroll"><table><thead><tr><th scope="col">what</th><th scope="col">is</th><th scope="col">wanted</th><th scope="col">verdict</th></tr></thead><tbody>${checks.map(
    ({ name, pass, actual, wanted }) =>
      html`<tr><th scope="row">${name}</th><td>${actual}</td><td>${wanted}</td><td>${badge(pass)}</td></tr>`,
  )}</tbody></table></div></section>`;

function changes({ comparison }: ReportInput): Html | false {
  if (!comparison) return false;
  const { newFailures, mended, stillFailing, added, gone, passRate, latencyP50, cost } = comparison;
  const names = (label: string, list: readonly string[], tone: string): Html | false =>
    list.length > 0 &&
    html`<details ${tone === 'bad' && raw('open')}><summary><span class="kind ${tone}">${list.length}</span> ${label}</summary><ul>${list.map((name) => html`<li><code>${name}</code></li>`)}</ul></details>`;
  return html`<section aria-labelledby="changes"><h2 id="changes">Against the baseline</h2>
<p>Pass rate ${percent(passRate.before)} → ${percent(passRate.now)}${latencyP50 && `; median reply ${duration(latencyP50.before)} → ${duration(latencyP50.now)}`}${cost && `; a conversation ${dollars(cost.before)} → ${dollars(cost.now)}`}</p>
${names(
  'new failures',
  newFailures.map(({ name, kinds }) => `${name}: ${kinds.join(', ')}`),
  'bad',
)}${names('mended', mended, 'good')}${names('still failing', stillFailing, 'warn')}${names('new cases', added, 'warn')}${names('gone', gone, 'warn')}
${newFailures.length + mended.length + stillFailing.length + added.length + gone.length === 0 && html`<p class="soft">Nothing is different.</p>`}
</section>`;
}

function matrix({ summary }: ReportInput): Html {
  const languages = LANGUAGES.filter((one) => summary.matrix.some(({ cells }) => cells[one]));
  const cell = (row: string, of: Cell | undefined, language: Language | ''): Html => {
    if (!of || of.graded === 0) return html`<td class="number soft">–</td>`;
    const text = `${of.passed}/${of.graded}`;
    const good = of.passed === of.graded;
    return html`<td class="number ${good ? 'good' : 'bad'}">${good ? text : html`<a href="#failing" data-class="${row}" data-language="${language}">${text}</a>`}</td>`;
  };
  return html`<section aria-labelledby="matrix"><h2 id="matrix">By class and language</h2><div class="scroll"><table><caption>Conversations passed of those graded</caption><thead><tr><th scope="col">class</th>${languages.map((one) => html`<th scope="col" class="number">${one}</th>`)}<th scope="col" class="number">all</th></tr></thead><tbody>${summary.matrix.map(
    (row) =>
      html`<tr><th scope="row">${row.class}</th>${languages.map((one) => cell(row.class, row.cells[one], one))}${cell(row.class, row.all, '')}</tr>`,
  )}</tbody></table></div></section>`;
}

const graders = ({ summary: { byGrader } }: ReportInput): Html =>
  html`<section aria-labelledby="graders"><h2 id="graders">By grader</h2><div class="scroll"><table><thead><tr><th scope="col">grader</th><th scope="col" class="number">judged</th><th scope="col" class="number">failed</th><th scope="col">violations</th></tr></thead><tbody>${byGrader.map(
    ({ name, judged, failed, kinds }) =>
      html`<tr><th scope="row">${name}</th><td class="number">${judged}</td><td class="number ${failed > 0 && 'bad'}">${failed}</td><td>${Object.entries(
        kinds,
      )
        .map(([kind, times]) => `${kind} ${times}`)
        .join(', ')}</td></tr>`,
  )}</tbody></table></div></section>`;

function failing({ run, summary }: ReportInput): Html {
  const list = failures(run);
  if (list.length === 0)
    return html`<section aria-labelledby="failing"><h2 id="failing">Failing conversations</h2><p class="soft">None.</p></section>`;
  const options = (values: readonly string[]): Html[] => values.map((one) => html`<option>${one}</option>`);
  const languages = LANGUAGES.filter((one) => list.some(({ language }) => language === one));
  const classes = summary.matrix
    .map((row) => row.class)
    .filter((name) => list.some((one) => one.class === name));
  return html`<section aria-labelledby="failing"><h2 id="failing" tabindex="-1">Failing conversations (${list.length})</h2>
<form class="filters" hidden role="search"><label>Words<input name="words" type="search"></label><label>Class<select name="class"><option value="">all</option>${options(classes)}</select></label><label>Language<select name="language"><option value="">all</option>${options(languages)}</select></label><span id="shown" class="soft" role="status"></span></form>
${list.slice(0, SHOWN).map((one, index) => conversation(one, run.repeat, `c${index + 1}`))}
${list.length > SHOWN && html`<p class="soft">… and ${list.length - SHOWN} more in results.jsonl</p>`}</section>`;
}

function all({ run }: ReportInput): Html {
  const tone = { pass: 'good', fail: 'bad', error: 'warn', skipped: 'soft' } as const;
  const words = { pass: 'passed', fail: 'failed', error: 'broke off', skipped: 'skipped' } as const;
  return html`<section aria-labelledby="all"><h2 id="all">All conversations</h2><details><summary>${count(run.attempts.length, 'conversation')}</summary><div class="scroll"><table><thead><tr><th scope="col">case</th><th scope="col">class</th><th scope="col">language</th><th scope="col">verdict</th><th scope="col" class="number">took</th><th scope="col">where</th></tr></thead><tbody>${run.attempts
    .slice(0, LISTED)
    .map(
      (one) =>
        html`<tr><th scope="row">${nameOf(one, run.repeat)}</th><td>${one.class}</td><td>${one.language}</td><td><span class="kind ${tone[one.status]}">${words[one.status]}</span> ${one.status === 'skipped' && one.reason}</td><td class="number">${one.observation && duration(one.observation.durationMs)}</td><td>${where(one)}</td></tr>`,
    )}</tbody></table></div>${run.attempts.length > LISTED && html`<p class="soft">… and ${run.attempts.length - LISTED} more in results.jsonl</p>`}</details></section>`;
}
