import { setTimeout as wait } from 'node:timers/promises';
import { callAdminJson } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { createShareProgress } from './share-progress.ts';
import { findServer } from './shop-access.ts';

/** As the admin API writes it. */
interface CatalogReport {
  catalog_id: string;
  items: { live: number; sent: number; refused: number; left_out: number };
  syncing?: { done: number; total: number };
  trouble?: string;
}
interface Item {
  variant_id: string;
  status: string;
  reason?: string;
}

const LOOK_EVERY_MS = 500;
/** Until Meta has said what it makes of what was sent. */
const PATIENCE_MS = 180_000;
const SHOWN = 20;

/** Has the running server send the whole catalogue to the vendor, and waits for the vendor's word. @returns exit code */
export async function syncCatalog(
  context: CliContext,
  channel: string,
  options: GlobalOptions & { wait?: boolean },
): Promise<number> {
  const server = await findServer(configOf(context, options));
  if (!server) throw new CliError('No server runs on this data folder. Start it first: shopwright serve');
  const path = `/channels/${encodeURIComponent(channel)}/catalog`;
  const look = () => callAdminJson<CatalogReport>(server, { method: 'GET', path });
  let report = await callAdminJson<CatalogReport>(server, { method: 'POST', path: `${path}/sync` });
  const progress = createShareProgress(context.stderr, {
    what: 'sending the catalogue',
    silent: options.json === true,
  });
  while (report.syncing && report.trouble === undefined) {
    progress.update(report.syncing.total === 0 ? 1 : report.syncing.done / report.syncing.total);
    await wait(LOOK_EVERY_MS);
    report = await look();
  }
  for (let waited = 0; options.wait !== false && waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    if (report.items.sent === 0 || report.trouble !== undefined) break;
    await wait(LOOK_EVERY_MS);
    report = await look();
  }
  progress.end();
  const problems: Item[] = [];
  for (const status of ['refused', 'left_out']) {
    const query = `${path}/items?status=${status}&limit=${SHOWN}`;
    const { items } = await callAdminJson<{ items: Item[] }>(server, { method: 'GET', path: query });
    problems.push(...items);
  }
  const { live, sent, refused, left_out } = report.items;
  const ok = report.trouble === undefined;
  answer(
    context,
    options,
    { ok, ...report, problems },
    [
      ...(ok ? [] : [`It does not go on: ${report.trouble}`]),
      `Catalogue ${report.catalog_id}: ${live} items are there, ${sent} are being looked at, ${refused} were refused, ${left_out} cannot be shown.`,
      ...(problems.length === 0
        ? []
        : [
            table([
              ['VARIANT', 'STATUS', 'WHY'],
              ...problems.map(({ variant_id, status, reason = '' }) => [variant_id, status, reason]),
            ]),
          ]),
    ].join('\n'),
  );
  return ok ? 0 : 1;
}
