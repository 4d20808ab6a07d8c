import { CommerceError } from '../commerce/errors.ts';
import type { KeyedHash } from '../commerce/secrets.ts';
import { sessionKey } from '../commerce/sessions/service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { jobRows } from '../platform/jobs/model.ts';
import type { Jobs } from '../platform/jobs/port.ts';
import type { Document, Store } from '../platform/store/port.ts';
import { type Contact, ContactMatcher, hashContact, plainForm } from './contact.ts';
import { copiesBeside } from './copies.ts';
import { findIds } from './find.ts';
import { type ErasureList, entryOf, type ListEntry } from './list-file.ts';
import { type Erasure, erasures, NOTHING_FOUND } from './model.ts';
import { every } from './pages.ts';
import type { About } from './personal.ts';
import { personalData } from './personal-data.ts';
import { aboutOf, isTheirs, type RunDeps, runErasure, theirs } from './run.ts';

/** Who is meant. A conversation stands for itself and those linked with it, a contact for every thread in which it is given. */
export interface Person {
  email?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
  /** Id of a customer's account. */
  customer?: string | undefined;
  /** Id of a session or conversation, or the hash by which it is stored. */
  conversation?: string | undefined;
}

export interface ErasureRequest {
  person: Person;
  force: boolean;
  keepCopies: boolean;
  requestedBy?: string | undefined;
}

/** What an erasure would do now. */
export interface ErasurePreview {
  /** Documents that would be deleted or changed, by collection. */
  counts: Record<string, number>;
  mentions: Record<string, number>;
  waits: Erasure['waits'];
  /** Other emails, phones and accounts in the same threads: perhaps theirs too. */
  otherContacts: number;
  /** Copies of the database beside it. */
  copies: number;
}

export interface ErasureServiceDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  hash: KeyedHash;
  list: ErasureList | undefined;
  dataDir: string | undefined;
  forgetMedia: RunDeps['forgetMedia'];
  onStep?: RunDeps['onStep'];
}

const LOOK_AGAIN_MS = 3_600_000;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const SESSION = /^ses_[0-9A-Za-z]{22}$/;
const SESSION_HASH = /^[0-9a-f]{64}$/;

/** Erases people and tells what is kept about them. */
export class ErasureService {
  readonly #deps: ErasureServiceDeps;

  constructor(deps: ErasureServiceDeps) {
    this.#deps = deps;
    deps.jobs.handle('erasure.run', (job) => this.#work(String(job.payload.erasureId)), { atOnce: 1 });
  }

  /** Writes it down; a job does it. @throws CommerceError `invalid_input` */
  async request(request: ErasureRequest): Promise<Erasure> {
    const { store, clock, ids, hash, jobs } = this.#deps;
    const { contacts, threads } = readPerson(request.person);
    return store.transaction(async (tx) => {
      const erasure = await tx.insert(erasures, {
        _id: ids.next('ers'),
        ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
        contacts: contacts.map((contact) => hashContact(hash, contact, clock.now())),
        found: { ...NOTHING_FOUND, threads },
        force: request.force,
        keepCopies: request.keepCopies,
        ...FRESH,
      });
      const erasureId = erasure._id;
      await jobs.enqueue(tx, {
        kind: 'erasure.run',
        key: erasureId,
        payload: { erasureId },
        maxAttempts: 30,
      });
      return erasure;
    });
  }

  /** Does it now, in this call. */
  run(id: string, options = { files: true }): Promise<Erasure> {
    return runErasure(this.#deps, id, options);
  }

  /** @throws CommerceError `not_found` */
  async get(id: string): Promise<Erasure> {
    const erasure = await this.#deps.store.get(erasures, id);
    if (!erasure) throw new CommerceError('not_found', `There is no erasure "${id}".`, { field: 'id' });
    return erasure;
  }

  /** Changes nothing. @throws CommerceError `invalid_input` */
  async preview({ person, force, keepCopies }: Omit<ErasureRequest, 'requestedBy'>): Promise<ErasurePreview> {
    const { store, dataDir } = this.#deps;
    const about = await this.#about(person, force);
    const waiting = about.waiting as Set<string>;
    const preview: ErasurePreview = {
      counts: {},
      mentions: {},
      waits: [],
      otherContacts: 0,
      copies: keepCopies ? 0 : copiesBeside(dataDir, 'request').length,
    };
    const others = new Set<string>();
    const count = (counts: Record<string, number>, name: string): void => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const entry of personalData) {
      const { name } = entry.collection;
      for await (const page of theirs(store, entry, about)) {
        for (const document of page) {
          for (const contact of entry.contacts?.(document) ?? [])
            if (!about.contacts.owns([contact], 0)) others.add(`${contact.kind} ${plainForm(contact)}`);
          const fate = entry.fate(document, about);
          if (fate === 'keep') continue;
          if (typeof fate === 'object' && 'wait' in fate) {
            preview.waits.push({ collection: name, id: document._id, reason: fate.wait });
            waiting.add(document._id);
          } else count(preview.counts, name);
        }
      }
      if (!entry.mentions || !about.contacts.inText) continue;
      for await (const page of every(store, entry.collection))
        for (const document of page)
          if (!isTheirs(entry, document, about) && entry.mentions(document, about.contacts))
            count(preview.mentions, name);
    }
    preview.otherContacts = others.size;
    return preview;
  }

  /** All that is kept about a person, by collection. @throws CommerceError `invalid_input` */
  async export(person: Person): Promise<Record<string, Document[]>> {
    const { store } = this.#deps;
    const about = await this.#about(person, false);
    await store.flush();
    const kept: Record<string, Document[]> = {};
    for (const entry of personalData)
      for await (const page of theirs(store, entry, about))
        kept[entry.collection.name] = [...(kept[entry.collection.name] ?? []), ...page];
    return kept;
  }

  /**
   * Before anything is served: erases again what the list says and this store does not know, after an older backup was
   * restored, and goes on with what was cut off. The bytes of the files follow in a job.
   * @returns how many erasures were done again
   * @throws ErasureListError
   */
  async replay(options = { files: false }): Promise<number> {
    const { list } = this.#deps;
    const known = await this.#all();
    const done = new Set(known.flatMap(({ _id, covers = [] }) => [_id, ...covers]));
    const missing = (list?.entries() ?? []).filter(({ id }) => !done.has(id));
    list?.add(known.map(entryOf));
    for (const { _id, status } of known) if (status === 'running') await this.run(_id, options);
    for (const complete of [true, false]) {
      const entries = missing.filter((entry) => entry.complete === complete);
      if (entries.length > 0) await this.run((await this.#again(entries, complete))._id, options);
    }
    return missing.length;
  }

  /** One erasure for many of the list, so that everything is looked at once. */
  #again(entries: readonly ListEntry[], force: boolean): Promise<Erasure> {
    const { store, ids } = this.#deps;
    return store.transaction((tx) =>
      tx.insert(erasures, {
        _id: ids.next('ers'),
        contacts: entries.flatMap(({ contacts }) => contacts),
        found: { ...NOTHING_FOUND, threads: [...new Set(entries.flatMap(({ threads }) => threads))] },
        force,
        keepCopies: false,
        ...FRESH,
        covers: entries.map(({ id }) => id),
      }),
    );
  }

  /** Sets going what is not done. */
  async start(): Promise<void> {
    for (const { _id, status } of await this.#all()) if (status !== 'done') await this.#enqueue(_id, 0);
  }

  async #work(id: string): Promise<void> {
    const { status } = await this.run(id);
    if (status !== 'done') await this.#enqueue(id, LOOK_AGAIN_MS);
  }

  /** Once, however often it is asked for; what waits already may come sooner. */
  async #enqueue(erasureId: string, inMs: number): Promise<void> {
    const { store, jobs, clock, ids } = this.#deps;
    const runAt = clock.now() + inMs;
    await store.transaction(async (tx) => {
      for (const status of ['waiting', 'parked'] as const) {
        const rows = await tx.find(jobRows, { where: { status, runAt: { lte: runAt } }, limit: 10_000 });
        if (rows.some(({ kind, payload }) => kind === 'erasure.run' && payload.erasureId === erasureId))
          return;
      }
      const key = `${erasureId}:${ids.next('again')}`;
      await jobs.enqueue(tx, { kind: 'erasure.run', key, payload: { erasureId }, runAt, maxAttempts: 30 });
    });
  }

  async #all(): Promise<Erasure[]> {
    const all: Erasure[] = [];
    for await (const page of every(this.#deps.store, erasures)) all.push(...page);
    return all;
  }

  async #about(person: Person, force: boolean): Promise<About> {
    const { store, clock, hash } = this.#deps;
    const { contacts, threads } = readPerson(person);
    const now = clock.now();
    const matcher = new ContactMatcher(
      hash,
      contacts.map((contact) => hashContact(hash, contact, now)),
    );
    await store.flush();
    const found = await findIds(store, matcher, { ...NOTHING_FOUND, threads });
    return { ...aboutOf(found), contacts: matcher, waiting: new Set(), force, now };
  }
}

const FRESH = {
  status: 'running',
  step: '',
  dirty: false,
  counts: {},
  mentions: {},
  waits: [],
  copiesDeleted: 0,
} as const satisfies Partial<Erasure>;

/** @throws CommerceError `invalid_input` */
export function readPerson({ email, phone, customer, conversation }: Person): {
  contacts: Contact[];
  threads: string[];
} {
  const refuse = (field: string, message: string): never => {
    throw new CommerceError('invalid_input', message, { field });
  };
  const contacts: Contact[] = [];
  if (email !== undefined) {
    if (!EMAIL.test(email.trim())) refuse('email', 'email is an address such as ada@example.com.');
    contacts.push({ kind: 'email', value: email });
  }
  if (phone !== undefined) {
    if (!PHONE.test(phone.replaceAll(/[\s().-]/g, '')))
      refuse('phone', 'phone is a number with its country code, such as +14155550123.');
    contacts.push({ kind: 'phone', value: phone });
  }
  if (customer !== undefined) contacts.push({ kind: 'customer', value: customer });
  const threads: string[] = [];
  if (conversation !== undefined) {
    if (SESSION.test(conversation)) threads.push(sessionKey(conversation));
    else if (SESSION_HASH.test(conversation)) threads.push(conversation);
    else refuse('conversation_id', 'conversation_id is the id of a session or conversation: ses_…');
  }
  if (contacts.length + threads.length === 0)
    refuse('email', 'Say who is meant: email, phone, customer_id or conversation_id.');
  return { contacts, threads };
}
