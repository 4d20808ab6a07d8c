import type { ObservedMessage, Violation } from '../../contract.ts';
import type { Attempt } from '../../run/results.ts';
import { dollars, duration } from '../format.ts';
import { nameOf, where } from '../view.ts';
import { type Html, html } from './markup.ts';

interface Numbered extends Violation {
  readonly number: number;
  readonly grader: string;
}

const FACTS_SHOWN = 100;
const JSON_SHOWN = 20_000;

/** One failing conversation: what was said, with the spans marked; beside it what is wrong, calls, facts, certificates. */
export function conversation(attempt: Attempt, repeat: number, id: string): Html {
  const found = numbered(attempt);
  const { observation } = attempt;
  const words = [attempt.suite, attempt.case, attempt.title, ...found.map(({ kind }) => kind), attempt.reason]
    .join(' ')
    .toLowerCase();
  const label = attempt.status === 'error' ? 'broke off' : 'failed';
  return html`<article id="${id}" data-class="${attempt.class}" data-language="${attempt.language}" data-words="${words}" aria-labelledby="${id}-h">
<header><h3 id="${id}-h"><span class="kind ${attempt.status === 'error' ? 'warn' : 'bad'}">${label}</span> ${nameOf(attempt, repeat)}</h3>
<div class="soft">${[attempt.title, attempt.class, attempt.language, where(attempt)].filter(Boolean).join(' · ')}</div></header>
<div class="case">
<ol class="talk" aria-label="Conversation">${(observation?.messages ?? []).map((message, at) => bubble(message, at, found, id))}</ol>
<div>
${attempt.reason !== undefined && html`<p class="kind warn">${attempt.reason}</p>`}
<ol class="violations">${found.map((one) => item(one, id))}</ol>
${grades(attempt)}
${calls(attempt)}
${facts(attempt)}
${certificates(attempt)}
${figures(attempt)}
</div></div></article>`;
}

const numbered = ({ grades: all }: Attempt): Numbered[] =>
  all
    .filter(({ pass }) => !pass)
    .flatMap(({ name, violations }) => violations.map((one) => ({ ...one, grader: name })))
    .map((one, index) => ({ ...one, number: index + 1 }));

const item = ({ number, grader, kind, text, message, turn }: Numbered, id: string): Html =>
  html`<li id="${id}-v${number}"><span class="kind bad">${grader}: ${kind}</span> ${text !== '' && html`“${text}” `}${message}${turn > 0 && html` <span class="soft">(turn ${turn})</span>`}</li>`;

function bubble(message: ObservedMessage, at: number, found: readonly Numbered[], id: string): Html {
  const { role, turn, latencyMs, another } = message;
  const who = { customer: 'Customer', assistant: 'Assistant', person: 'Staff' }[role];
  const more = [
    `turn ${turn}`,
    ...(another ? ['another conversation'] : []),
    ...(latencyMs === undefined ? [] : [duration(latencyMs)]),
  ];
  return html`<li class="${role}"><span class="who">${who} · ${more.join(' · ')}</span><span class="said">${marked(
    message,
    found.filter((one) => one.at === at && one.end > one.start),
    id,
  )}</span></li>`;
}

/** The text with violations as marks and facts underlined. */
function marked({ text, spans = [] }: ObservedMessage, found: readonly Numbered[], id: string): Html[] {
  const edges = [
    ...new Set([0, text.length, ...[...found, ...spans].flatMap(({ start, end }) => [start, end])]),
  ]
    .filter((edge) => edge >= 0 && edge <= text.length)
    .sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1]!;
    const within = <T extends { start: number; end: number }>(one: T): boolean =>
      one.start <= start && end <= one.end;
    const fact = spans.find(within);
    const said = fact
      ? html`<span class="fact" title="fact ${fact.fact}">${text.slice(start, end)}</span>`
      : html`${text.slice(start, end)}`;
    const wrong = found.filter(within);
    if (wrong.length === 0) return said;
    const ending = wrong.filter((one) => one.end === end);
    return html`<mark title="${wrong.map(({ message }) => message).join('\n')}">${said}${ending.map(
      ({ number }) =>
        html`<sup><a href="#${id}-v${number}" aria-label="violation ${number}">${number}</a></sup>`,
    )}</mark>`;
  });
}

const grades = ({ grades: all }: Attempt): Html | false =>
  all.some(({ reason, score }) => reason !== undefined || score !== undefined) &&
  html`<p>${all
    .filter(({ score }) => score !== undefined)
    .map(
      ({ name, score, reason }) =>
        html`<b>${name}</b> ${score} ${reason !== undefined && html`<span class="soft">${reason}</span>`}<br>`,
    )}</p>`;

function calls({ observation }: Attempt): Html | false {
  const made = observation?.toolCalls;
  if (!made) return false;
  return html`<details open><summary>Tool calls (${made.length})</summary>${
    made.length > 0 &&
    html`<div class="scroll"><table><thead><tr><th scope="col">turn</th><th scope="col">tool</th><th scope="col">arguments</th><th scope="col">answer</th></tr></thead><tbody>${made.map(
      ({ turn, tool, arguments: args, ok, result }) =>
        html`<tr><td>${turn}</td><th scope="row"><code>${tool}</code></th><td><code>${args === undefined ? '' : JSON.stringify(args)}</code></td><td>${ok ? 'ok' : html`<span class="kind bad">failed</span>`}${result !== undefined && html` <details><summary>show</summary><pre>${shortJson(result)}</pre></details>`}</td></tr>`,
    )}</tbody></table></div>`
  }</details>`;
}

function facts({ observation }: Attempt): Html | false {
  const known = observation?.facts;
  if (!known || known.length === 0) return false;
  return html`<details><summary>Facts the tools gave (${known.length})</summary><div class="scroll"><table><thead><tr><th scope="col">id</th><th scope="col">fact</th><th scope="col">of</th><th scope="col">value</th></tr></thead><tbody>${known
    .slice(0, FACTS_SHOWN)
    .map(
      ({ id, kind, field, variant, product, value, quoteId }) =>
        html`<tr><th scope="row">${id}</th><td>${field !== undefined && field !== kind ? `${kind}: ${field}` : kind}</td><td>${variant ?? product ?? ''}</td><td>${valueText(value)}${quoteId !== undefined && html` <code class="soft">${quoteId}</code>`}</td></tr>`,
    )}</tbody></table></div>${known.length > FACTS_SHOWN && html`<p class="soft">… and ${known.length - FACTS_SHOWN} more in results.jsonl</p>`}</details>`;
}

function certificates({ observation }: Attempt): Html[] {
  return (observation?.messages ?? []).flatMap(({ certificate, proofUrl, turn }) =>
    certificate === undefined
      ? []
      : [
          html`<details><summary>Certificate of the reply to turn ${turn}</summary>${proofUrl !== undefined && html`<p><a href="${proofUrl}" rel="noreferrer">Proof page</a></p>`}<pre>${shortJson(certificate)}</pre></details>`,
        ],
  );
}

function figures({ observation, microdollars }: Attempt): Html | false {
  if (!observation) return false;
  const { usage, durationMs } = observation;
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return html`<p class="soft">${[`took ${duration(durationMs)}`, ...(tokens > 0 ? [`${tokens} tokens`] : []), dollars(microdollars)].join(' · ')}</p>`;
}

function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { type, amount, currency, text, value: inner, url, from, to } = value as Record<string, unknown>;
  if (type === 'money') return `${amount} ${currency} (minor units)`;
  if (type === 'days') return `${from} – ${to}`;
  return String(text ?? inner ?? url ?? JSON.stringify(value));
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value, null, 1);
  return text.length > JSON_SHOWN ? `${text.slice(0, JSON_SHOWN)}\n…` : text;
}
