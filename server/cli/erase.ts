import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { type Erasure, erasures } from '../erasure/model.ts';
import { openErasures } from '../erasure/open.ts';
import type { ErasureService, Person } from '../erasure/service.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { createEmbeddedJobs } from '../platform/jobs/embedded/jobs.ts';
import type { Store } from '../platform/store/port.ts';
import { callAdminJson, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, note, print } from './context.ts';
import { CliError } from './errors.ts';
import { withShop } from './shop-access.ts';

export interface PersonOptions extends GlobalOptions {
  email?: string;
  phone?: string;
  customer?: string;
  conversation?: string;
}

export interface EraseOptions extends PersonOptions {
  dryRun?: boolean;
  yes?: boolean;
  force?: boolean;
  keepCopies?: boolean;
}

/** As the admin API writes them. */
interface Preview {
  counts: Record<string, number>;
  mentions: Record<string, number>;
  waits: { collection: string; id: string; reason: string }[];
  other_contacts: number;
  copies: number;
}
interface Done extends Omit<Preview, 'other_contacts' | 'copies'> {
  id: string;
  status: Erasure['status'];
  doing?: string;
  copies_deleted: number;
}

/** What can be done, in this process or by the server that runs. */
interface Eraser {
  preview(): Promise<Preview>;
  erase(tell: (step: string) => void): Promise<Done>;
}

const POLL_MS = 200;

/** Erases one person; asks first. */
export async function eraseCommand(context: CliContext, options: EraseOptions): Promise<void> {
  const config = configOf(context, options);
  requirePerson(options);
  await withShop(context, config, {
    attached: (server) => erase(context, options, remoteEraser(server, options)),
    owned: async ({ store }) =>
      erase(context, options, localEraser(await ownErasures(store, config), options)),
  });
}

async function erase(context: CliContext, options: EraseOptions, eraser: Eraser): Promise<void> {
  const preview = await eraser.preview();
  if (options.dryRun) {
    answer(context, options, { dry_run: true, ...preview }, previewText(preview));
    return;
  }
  if (!options.yes) await confirm(context, options, preview);
  let last = '';
  const tell = (step: string): void => {
    if (step === last || options.json) return;
    last = step;
    if (context.stderr.isTTY) note(context, `  ${step}`);
  };
  const done = await eraser.erase(tell);
  const { doing: _doing, ...report } = done;
  answer(context, options, report, doneText(done));
}

async function confirm(context: CliContext, options: EraseOptions, preview: Preview): Promise<void> {
  if (options.json || !context.stdin.isTTY)
    throw new CliError(
      'Nothing was erased: this cannot be undone. Look with --dry-run, then repeat with --yes.',
      2,
    );
  print(context, previewText(preview));
  const asked = createInterface({ input: context.stdin, output: context.stderr });
  try {
    const text = await asked.question('This cannot be undone. Type "erase" to go on: ');
    if (text.trim().toLowerCase() !== 'erase') throw new CliError('Nothing was erased.');
  } finally {
    asked.close();
  }
}

function remoteEraser(server: RunningServer, options: EraseOptions): Eraser {
  const post = <T>(path: string): Promise<T> =>
    callAdminJson<T>(server, {
      method: 'POST',
      path,
      contentType: 'application/json',
      body: bodyOf(options),
    });
  return {
    preview: () => post<Preview>('/erasures/preview'),
    erase: async (tell) => {
      let done = await post<Done>('/erasures');
      while (done.status === 'running') {
        tell(done.doing ?? 'waiting for its turn');
        await wait(POLL_MS);
        done = await callAdminJson<Done>(server, { method: 'GET', path: `/erasures/${done.id}` });
      }
      return done;
    },
  };
}

const bodyOf = (options: EraseOptions): string =>
  JSON.stringify({
    ...personBody(options),
    force: options.force === true,
    keep_copies: options.keepCopies === true,
  });

function localEraser(
  { service, store }: { service: ErasureService; store: Store },
  options: EraseOptions,
): Eraser {
  const request = {
    person: personOf(options),
    force: options.force === true,
    keepCopies: options.keepCopies === true,
  };
  return {
    preview: async () => {
      const { otherContacts, ...preview } = await service.preview(request);
      return { ...preview, other_contacts: otherContacts };
    },
    erase: async (tell) => {
      const { _id } = await service.request({ ...request, requestedBy: 'local-command' });
      const stop = store.onCommit((changes) => {
        for (const { collection, document } of changes)
          if (collection === erasures.name && document) tell((document as Erasure).step);
      });
      const done = await service.run(_id).finally(stop);
      const { status, counts, mentions, waits, copiesDeleted } = done;
      return { id: _id, status, counts, mentions, waits, copies_deleted: copiesDeleted };
    },
  };
}

/** Erasure over a store that this process has opened; its jobs are left for the server. */
export async function ownErasures(
  store: Store,
  { dataDir }: Pick<Config, 'dataDir'>,
): Promise<{ service: ErasureService; store: Store }> {
  const [clock, ids] = [systemClock, randomIds];
  const jobs = createEmbeddedJobs({ store, clock, ids });
  return { service: await openErasures({ store, clock, ids, jobs, dataDir }), store };
}

export const personOf = ({ email, phone, customer, conversation }: PersonOptions): Person => ({
  email,
  phone,
  customer,
  conversation,
});

export const personBody = ({ email, phone, customer, conversation }: PersonOptions): object => ({
  email,
  phone,
  customer_id: customer,
  conversation_id: conversation,
});

/** @throws CliError when nobody is named */
export function requirePerson({ email, phone, customer, conversation }: PersonOptions): void {
  if ([email, phone, customer, conversation].every((value) => value === undefined))
    throw new CliError('Say who is meant: --email, --phone, --customer or --conversation.', 2);
}

const REASONS: Readonly<Record<string, string>> = {
  payment: 'a payment is under way',
  delivery: 'goods are still to be sent',
  return: 'a return is open',
  dispute: 'a dispute is open',
};

const lines = (counts: Record<string, number>): string[] =>
  Object.entries(counts).map(([name, count]) => `  ${name.padEnd(18)} ${count}`);

const waitLines = (waits: Preview['waits']): string[] =>
  waits.map(({ collection, id, reason }) => `  ${collection} ${id}: ${REASONS[reason] ?? reason}`);

function previewText({ counts, mentions, waits, other_contacts, copies }: Preview): string {
  const found = lines(counts);
  return [
    found.length === 0
      ? 'Nothing is kept about this person now. Erased all the same, they stay erased when an older backup is restored.'
      : 'Would be deleted, or kept for the books without the person:',
    ...found,
    ...(Object.keys(mentions).length === 0
      ? []
      : ['Named by others, where the contact is blackened:', ...lines(mentions)]),
    ...(waits.length === 0
      ? []
      : ['Stays until it is over, then follows by itself (--force: at once):', ...waitLines(waits)]),
    ...(other_contacts === 0
      ? []
      : [
          `In the same sessions there are ${other_contacts} other emails or phones: look with "shopwright customer export".`,
        ]),
    ...(copies === 0
      ? []
      : [
          `${copies} copies that upgrades and restores left in the data folder are deleted (--keep-copies: not).`,
        ]),
  ].join('\n');
}

function doneText({ id, status, counts, mentions, waits, copies_deleted }: Done): string {
  return [
    status === 'waiting' ? `Erased but for what is still needed (${id}):` : `Erased (${id}).`,
    ...waitLines(waits),
    ...lines(counts),
    ...(Object.keys(mentions).length === 0 ? [] : ['Blackened where others name them:', ...lines(mentions)]),
    ...(copies_deleted === 0 ? [] : [`Copies of the database deleted: ${copies_deleted}.`]),
    'Backups that were made before still hold them; a restored one is erased again before it serves.',
  ].join('\n');
}
