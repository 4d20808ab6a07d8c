import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { FeedFile } from '../connectors/catalog-import/file/feed-file.ts';
import type { RetireOptions } from '../connectors/catalog-import/import.ts';
import type { ImportPlan } from '../connectors/catalog-import/plan.ts';
import type { ImportProgress, ImportReport, RowFault } from '../connectors/catalog-import/report.ts';
import { callAdmin, type RunningServer } from './admin-client.ts';
import { CliError } from './errors.ts';

export interface AttachedImport {
  file: FeedFile;
  plan: ImportPlan;
  encoding: string | undefined;
  dryRun: boolean;
  retire: RetireOptions | undefined;
  /** Given for every fault and warning to be told. */
  onFault: ((kind: 'fault' | 'warning', fault: RowFault) => void) | undefined;
  onProgress: (progress: ImportProgress) => void;
  signal: AbortSignal;
}

/** Imports through the server that owns the data, with the mapping that was confirmed here. @throws CliError */
export async function importAttached(server: RunningServer, job: AttachedImport): Promise<ImportReport> {
  const { plan, retire } = job;
  const settings = {
    format: plan.format,
    source: plan.source,
    mapping: plan.mapping && JSON.stringify(plan.mapping),
    encoding: job.encoding,
    dry_run: job.dryRun || undefined,
    retire_missing: retire && true,
    retire_limit: retire?.limitPercent,
    force: retire?.force,
    faults: job.onFault && 'all',
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) query.set(name, String(value));
  const response = await callAdmin(server, {
    method: 'POST',
    path: `/import?${query}`,
    contentType: 'application/octet-stream',
    body: Readable.from(job.file.read()),
  });
  job.signal.addEventListener('abort', () => response.destroy(), { once: true });
  for await (const line of createInterface({ input: response })) {
    const { type, ...rest } = JSON.parse(line) as { type: string } & Record<string, unknown>;
    if (type === 'progress') job.onProgress(rest as unknown as ImportProgress);
    else if (type === 'fault' || type === 'warning') job.onFault?.(type, rest as unknown as RowFault);
    else if (type === 'report') return rest.report as ImportReport;
    else if (type === 'error') throw new CliError(`The import failed half-way: ${rest.detail}`);
  }
  throw new CliError(
    'The server ended before the import did. What was imported so far is kept; run it again.',
  );
}
