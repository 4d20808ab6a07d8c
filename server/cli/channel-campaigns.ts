import { setTimeout as sleep } from 'node:timers/promises';
import { callAdminJson, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { createShareProgress } from './share-progress.ts';
import { findServer } from './shop-access.ts';

/** As the admin API writes it. */
interface CampaignReport {
  id: string;
  name: string;
  template: string;
  status: 'running' | 'stopped' | 'done';
  stopped_because?: string;
  share: number;
  looked: number;
  said: number;
  waiting: number;
  refused: Record<string, number>;
  ends_at: string;
}

interface PreviewPage {
  looked: number;
  total: number;
  addressed: number;
  send: number;
  refused: Record<string, number>;
  waits: Record<string, number>;
  next?: string;
}

export interface CampaignOptions extends GlobalOptions {
  template?: string;
  name?: string;
  value?: string[];
  code?: string;
  language?: string[];
  until?: string;
  dryRun?: boolean;
  detach?: boolean;
}

const POLL_MS = 500;

async function serverOf(context: CliContext, options: GlobalOptions): Promise<RunningServer> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (!server) throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
  return server;
}

/** Begins a campaign, or shows what it would do. Follows it until all were looked at. */
export async function startCampaign(
  context: CliContext,
  channel: string,
  options: CampaignOptions,
): Promise<void> {
  if (options.template === undefined) throw new CliError('Which template? Name it with --template.', 2);
  const ends = options.until === undefined ? undefined : Date.parse(options.until);
  if (Number.isNaN(ends))
    throw new CliError(`--until: "${options.until}" is no date, such as 2030-06-30.`, 2);
  const body = {
    name: options.name ?? options.template,
    template: options.template,
    values: options.value ?? [],
    languages: options.language ?? [],
    ...(options.code !== undefined && { code: options.code }),
    ...(ends !== undefined && { ends_at: new Date(ends).toISOString() }),
  };
  const server = await serverOf(context, options);
  const at = `/channels/${encodeURIComponent(channel)}/campaigns`;
  const silent = options.json === true;
  if (options.dryRun) {
    const sum = await previewOf(context, server, at, body, silent);
    answer(context, options, sum, previewText(sum));
    return;
  }
  const begun = await post<CampaignReport>(server, at, body);
  const ended = options.detach ? begun : await followed(context, server, `${at}/${begun.id}`, silent);
  answer(context, options, ended, campaignText(ended));
}

export async function listCampaigns(
  context: CliContext,
  channel: string,
  options: GlobalOptions,
): Promise<void> {
  const server = await serverOf(context, options);
  const path = `/channels/${encodeURIComponent(channel)}/campaigns`;
  const { items } = await callAdminJson<{ items: CampaignReport[] }>(server, { method: 'GET', path });
  const rows = items.map((one) => [
    ...[one.id, one.name, one.status],
    ...[one.said, one.waiting, sumOf(one.refused)].map(String),
    one.ends_at,
  ]);
  const head = ['ID', 'NAME', 'STATE', 'SENT', 'WAITING', 'REFUSED', 'ENDS'];
  answer(context, options, { items }, rows.length === 0 ? 'There is none yet.' : table([head, ...rows]));
}

export async function changeCampaign(
  context: CliContext,
  channel: string,
  id: string,
  action: 'show' | 'stop' | 'resume',
  options: GlobalOptions,
): Promise<void> {
  const server = await serverOf(context, options);
  const at = `/channels/${encodeURIComponent(channel)}/campaigns/${encodeURIComponent(id)}`;
  const report =
    action === 'show'
      ? await callAdminJson<CampaignReport>(server, { method: 'GET', path: at })
      : await post<CampaignReport>(server, `${at}/${action}`, undefined);
  answer(context, options, report, campaignText(report));
}

const post = <T>(server: RunningServer, path: string, body: object | undefined): Promise<T> =>
  callAdminJson<T>(server, {
    method: 'POST',
    path,
    ...(body && { contentType: 'application/json', body: JSON.stringify(body) }),
  });

async function previewOf(
  context: CliContext,
  server: RunningServer,
  at: string,
  body: object,
  silent: boolean,
): Promise<Omit<PreviewPage, 'next'>> {
  const progress = createShareProgress(context.stderr, { what: 'looking', silent });
  const sum: Omit<PreviewPage, 'next'> = {
    looked: 0,
    total: 0,
    addressed: 0,
    send: 0,
    refused: {},
    waits: {},
  };
  let after: string | undefined;
  do {
    const page = await post<PreviewPage>(server, `${at}/preview`, {
      ...body,
      ...(after !== undefined && { after }),
    });
    sum.looked += page.looked;
    sum.total = page.total;
    sum.addressed += page.addressed;
    sum.send += page.send;
    addTo(sum.refused, page.refused);
    addTo(sum.waits, page.waits);
    after = page.next;
    progress.update(sum.total === 0 ? 1 : sum.looked / sum.total);
  } while (after !== undefined);
  progress.end();
  return sum;
}

async function followed(
  context: CliContext,
  server: RunningServer,
  path: string,
  silent: boolean,
): Promise<CampaignReport> {
  const progress = createShareProgress(context.stderr, { what: 'sending', silent });
  for (;;) {
    const report = await callAdminJson<CampaignReport>(server, { method: 'GET', path });
    progress.update(report.share);
    // Who waits is written to without anybody looking on.
    if (report.status !== 'running' || report.share === 1) {
      progress.end();
      return report;
    }
    await sleep(POLL_MS);
  }
}

const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

function addTo(sum: Record<string, number>, more: Record<string, number>): void {
  for (const [reason, count] of Object.entries(more)) sum[reason] = (sum[reason] ?? 0) + count;
}

const byReason = (counts: Record<string, number>): string[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `    ${String(count).padStart(7)}  ${reason}`);

const previewText = ({ addressed, send, refused, waits }: Omit<PreviewPage, 'next'>): string =>
  [
    `Of ${addressed} people, ${send} would be sent it now.`,
    ...(sumOf(waits) > 0 ? [`Later: ${sumOf(waits)}`, ...byReason(waits)] : []),
    ...(sumOf(refused) > 0 ? [`Never: ${sumOf(refused)}`, ...byReason(refused)] : []),
    'Nothing was sent.',
  ].join('\n');

const campaignText = ({ id, status, stopped_because: why, said, waiting, refused }: CampaignReport): string =>
  [
    `${id} is ${status}${why === undefined ? '' : ` (${why})`}: ${said} handed to the outbox, ${waiting} wait, ${sumOf(refused)} refused.`,
    ...byReason(refused),
  ].join('\n');
