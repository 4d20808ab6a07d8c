import type { KeyedHash } from '../commerce/secrets.ts';
import { media } from '../conversation/media.ts';
import type { Clock } from '../platform/clock.ts';
import type { Document, Reader, Store, Transaction } from '../platform/store/port.ts';
import { ContactMatcher } from './contact.ts';
import { copiesBeside, deleteCopies } from './copies.ts';
import { findIds } from './find.ts';
import { type ErasureList, entryOf } from './list-file.ts';
import { type Erasure, erasures, type FoundIds } from './model.ts';
import { every, withIds } from './pages.ts';
import type { About, Personal } from './personal.ts';
import { personalData } from './personal-data.ts';

export interface RunDeps {
  store: Store;
  clock: Clock;
  hash: KeyedHash;
  /** Absent where the store is no file. */
  list: ErasureList | undefined;
  dataDir: string | undefined;
  /** Deletes the file of a picture or voice note. */
  forgetMedia: (id: string) => Promise<void>;
  /** Told before each step; what it throws ends the run there. */
  onStep?: ((step: string) => void) | undefined;
}

/**
 * Does an erasure from the beginning, whatever was done of it before: each step finds only what is left, and each page is one
 * transaction that also counts what it did. So it may end at any moment and be run again.
 * @param options `files`: also what is left in the bytes of the files; else that is for a later run
 */
export async function runErasure(deps: RunDeps, id: string, options: { files: boolean }): Promise<Erasure> {
  const { store, clock, list } = deps;
  const change = (patch: (erasure: Erasure) => Partial<Erasure>): Promise<Erasure> =>
    store.transaction(async (tx) => {
      const erasure = await stored(tx, id);
      return tx.replace(erasures, { ...erasure, ...patch(erasure) });
    });
  const begin = (step: string): Promise<Erasure> => {
    deps.onStep?.(step);
    return change(() => ({ step }));
  };

  const before = await stored(store, id);
  if (before.status === 'done' && !before.dirty) return before;
  const contacts = new ContactMatcher(deps.hash, before.contacts);
  await begin('find');
  await store.flush();
  const found = await findIds(store, contacts, before.found);
  const erasure = await change(() => ({ found, waits: [], status: 'running' }));
  await begin('list');
  // From here on a restored backup is erased again, also when this run does not end.
  list?.add([entryOf(erasure)]);
  const waiting = new Set<string>();
  const mediaIds = await idsOf(withIds(store, media, 'conversationId', new Set(found.threads)));
  const about: About = { ...aboutOf(found), contacts, waiting, force: erasure.force, now: clock.now() };

  for (const entry of personalData) {
    await begin(entry.collection.name);
    await store.flush();
    for await (const page of theirs(store, entry, about))
      await fatePage(store, id, entry, about, page, waiting);
  }
  if (contacts.inText) {
    for (const entry of personalData) {
      if (!entry.mentions) continue;
      await begin(`${entry.collection.name} of others`);
      for await (const page of every(store, entry.collection))
        await mentionPage(store, id, entry, about, page);
    }
  }
  // What a call that was under way has written since.
  await begin('look again');
  await store.flush();
  for (const entry of personalData)
    if (typeof entry.of !== 'function')
      for await (const page of theirs(store, entry, about))
        await fatePage(store, id, entry, about, page, waiting);

  if (options.files) {
    const { dirty, keepCopies, covers } = await begin('files');
    const after = covers ? 'restore' : 'request';
    if (!keepCopies && copiesBeside(deps.dataDir, after).length > 0) {
      const copies = deleteCopies(deps.dataDir, after);
      await change(({ copiesDeleted }) => ({ copiesDeleted: copiesDeleted + copies }));
    }
    // A server that has them open has deleted them already; a command has not.
    for (const mediaId of mediaIds) await deps.forgetMedia(mediaId);
    if (dirty) await store.compact();
  }
  const now = clock.now();
  const ended = await change(({ waits }) => ({
    step: '',
    ...(options.files && { dirty: false }),
    status: waits.length > 0 ? 'waiting' : options.files ? 'done' : 'running',
    ...(waits.length === 0 && options.files && { finishedAt: now }),
  }));
  list?.add([entryOf(ended)]);
  return ended;
}

export const aboutOf = (found: FoundIds): Pick<About, 'found'> => ({
  found: {
    threads: new Set(found.threads),
    checkouts: new Set(found.checkouts),
    tried: new Set(found.tried),
    orders: new Set(found.orders),
    discountUses: new Set(found.discountUses),
    names: new Set(found.names),
  },
});

async function idsOf(pages: AsyncIterable<readonly Document[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.map(({ _id }) => _id));
  return ids;
}

async function stored(reader: Reader, id: string): Promise<Erasure> {
  const erasure = await reader.get(erasures, id);
  if (!erasure) throw new Error(`there is no erasure ${id}`);
  return erasure;
}

/** The documents of a collection that belong to the person. */
export async function* theirs(reader: Reader, entry: Personal, about: About): AsyncGenerator<Document[]> {
  const { collection, of } = entry;
  if (typeof of !== 'function') {
    yield* withIds(reader, collection, of.field, about.found[of.ids]);
    return;
  }
  for await (const page of every(reader, collection)) {
    const concerned = page.filter((document) => of(document, about));
    if (concerned.length > 0) yield concerned;
  }
}

/** Whether a document is the person's own, as far as a field says so. */
export function isTheirs({ of }: Personal, document: Document, about: About): boolean {
  if (typeof of === 'function') return false;
  const value = (document as Document & Record<string, unknown>)[of.field];
  return typeof value === 'string' && about.found[of.ids].has(value);
}

async function fatePage(
  store: Store,
  id: string,
  entry: Personal,
  about: About,
  page: readonly Document[],
  waiting: Set<string>,
): Promise<void> {
  const { collection } = entry;
  const { name } = collection;
  const waits = await store.transaction(async (tx) => {
    let changed = 0;
    const waits: Erasure['waits'] = [];
    for (const { _id } of page) {
      const document = await tx.get(collection, _id);
      if (!document) continue;
      const fate = entry.fate(document, about);
      if (fate === 'keep') continue;
      if (typeof fate === 'object' && 'wait' in fate) {
        waits.push({ collection: name, id: _id, reason: fate.wait });
        continue;
      }
      await carryOut(tx, entry, document, fate);
      changed += 1;
    }
    if (changed > 0 || waits.length > 0) {
      const erasure = await stored(tx, id);
      const fresh = waits.filter((one) => !erasure.waits.some((known) => known.id === one.id));
      await tx.replace(erasures, {
        ...erasure,
        counts: added(erasure.counts, name, changed),
        waits: [...erasure.waits, ...fresh],
        dirty: erasure.dirty || changed > 0,
      });
    }
    return waits;
  });
  for (const wait of waits) waiting.add(wait.id);
}

async function carryOut(
  tx: Transaction,
  { collection }: Personal,
  document: Document,
  fate: 'delete' | { readonly replace: Document },
): Promise<void> {
  if (fate === 'delete') await tx.delete(collection, document._id, document.version);
  else await tx.replace(collection, fate.replace);
}

async function mentionPage(
  store: Store,
  id: string,
  entry: Personal,
  about: About,
  page: readonly Document[],
): Promise<void> {
  const { collection, mentions } = entry;
  const { contacts } = about;
  const others = page.filter(
    (document) => !isTheirs(entry, document, about) && mentions?.(document, contacts),
  );
  if (others.length === 0) return;
  await store.transaction(async (tx) => {
    let changed = 0;
    for (const { _id } of others) {
      const document = await tx.get(collection, _id);
      const blackened = document && mentions?.(document, contacts);
      if (!blackened) continue;
      await tx.replace(collection, blackened);
      changed += 1;
    }
    if (changed === 0) return;
    const erasure = await stored(tx, id);
    const counts = added(erasure.mentions, collection.name, changed);
    await tx.replace(erasures, { ...erasure, mentions: counts, dirty: true });
  });
}

const added = (counts: Record<string, number>, name: string, by: number): Record<string, number> =>
  by === 0 ? counts : { ...counts, [name]: (counts[name] ?? 0) + by };
