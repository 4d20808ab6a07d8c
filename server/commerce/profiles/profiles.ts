import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Collection, Document, Reader, Store, Transaction } from '../../platform/store/port.ts';
import { joinCarts } from '../carts/join.ts';
import { type Session, sessions } from '../sessions/model.ts';
import {
  type LinkedBy,
  Preferences,
  type Profile,
  type ProfileEvent,
  type ProfileKey,
  profileKeys,
  profileLinks,
  profiles,
} from './model.ts';
import { merged } from './preferences.ts';
import { areTwo, type NewKey } from './proofs.ts';
import { resealed } from './reseal.ts';
import type { Seal } from './seal.ts';

const twoPeople = defineGuard(
  'profile:two_people',
  'Who proved another phone, email or account is another person.',
);

/** What somebody has shown to be theirs. */
export type Proof =
  | { kind: 'phone' | 'email'; value: string }
  | { kind: 'web'; issuer: string /** Keyed hash. */; user: string };

/** A session became one of several of a person, who goes on in it. */
export interface Joined {
  session: Session;
  /** The other sessions of the person. */
  others: readonly string[];
  by: LinkedBy;
  /** The one in which a code was made that was typed in this one. */
  from?: string;
}

export interface ProfilesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  seal: Seal;
  /** Of an email or phone: the one by which erasures know people. */
  contactHash: (contact: { kind: 'phone' | 'email'; value: string }) => string;
}

const CONTACT_PURPOSE = 'profileKeys.sealed';
const PREFERENCES_PURPOSE = 'profiles.sealedPreferences';
/** Sessions of one person that are looked at: the last ones. */
const MAX_SESSIONS = 20;
const MAX_HISTORY = 200;

/** Who is one person over channels and visits. Everything that joins two is proven, in one transaction, and recorded. */
export class Profiles {
  readonly #deps: ProfilesDeps;
  readonly #listeners: ((tx: Transaction, joined: Joined) => Promise<void>)[] = [];
  constructor(deps: ProfilesDeps) {
    this.#deps = deps;
  }

  /** What else happens in the transaction that joins sessions. */
  onJoined(listener: (tx: Transaction, joined: Joined) => Promise<void>): void {
    this.#listeners.push(listener);
  }

  async of(sessionId: string, reader: Reader = this.#deps.store): Promise<Profile | undefined> {
    const link = await reader.get(profileLinks, sessionId);
    return link && reader.get(profiles, link.profileId);
  }

  /** The sessions of the person whose this one is, the last linked first, this one among them. */
  async sessionsOf(sessionId: string, reader: Reader = this.#deps.store): Promise<string[]> {
    const link = await reader.get(profileLinks, sessionId);
    if (!link) return [sessionId];
    const links = await reader.find(profileLinks, {
      where: { profileId: link.profileId },
      sort: { field: 'createdAt', direction: 'desc' },
      limit: MAX_SESSIONS,
    });
    return [...new Set([...links.map(({ _id }) => _id), sessionId])];
  }

  /** The profile of a session, made where there is none. The session is stored. */
  async ensure(tx: Transaction, sessionId: string, by: LinkedBy): Promise<Profile> {
    return (await this.of(sessionId, tx)) ?? this.#make(tx, sessionId, by);
  }

  /** Somebody proved something in a session: it is theirs, and with it what they have elsewhere. */
  async recognise(tx: Transaction, session: Session, proof: Proof): Promise<void> {
    const key = this.#keyOf(proof);
    const known = await tx.get(profileKeys, key._id);
    const own = await this.of(session._id, tx);
    if (known && known.profileId === own?._id) return;
    const by = proof.kind;
    if (!known) {
      const profile = own ?? (await this.#make(tx, session._id, by));
      return this.#addKey(tx, profile._id, key);
    }
    const theirs = await tx.get(profiles, known.profileId);
    if (!theirs) return;
    if (!own) await this.#link(tx, theirs._id, session._id, by);
    else {
      const [here, there] = [await this.#keys(tx, own), await this.#keys(tx, theirs)];
      if (twoPeople(areTwo([...here, key], there))) return;
      await this.#merge(tx, own, theirs, by);
    }
    await this.#joined(tx, session, by);
  }

  /**
   * Two sessions are one person's, who goes on in `into`. Answers that session; undefined, and changes nothing, where they have
   * proven to be two.
   */
  async join(
    tx: Transaction,
    { into, from }: { into: Session; from: Session },
    by: LinkedBy,
  ): Promise<Session | undefined> {
    const [mine, theirs] = [await this.of(into._id, tx), await this.of(from._id, tx)];
    const [here, there] = [await this.#proven(tx, into, mine), await this.#proven(tx, from, theirs)];
    if (twoPeople(areTwo(here, there))) return undefined;
    let profile = mine ?? theirs;
    if (mine && theirs && mine._id !== theirs._id) profile = await this.#merge(tx, mine, theirs, by);
    if (!profile) profile = await this.#make(tx, from._id, by);
    for (const { _id } of [from, into])
      if (!(await tx.get(profileLinks, _id))) await this.#link(tx, profile._id, _id, by);
    for (const key of [...here, ...there])
      if (!(await tx.get(profileKeys, key._id))) await this.#addKey(tx, profile._id, key);
    return this.#joined(tx, into, by, from._id);
  }

  /** Takes a session, and what was proven in it, out of the profile. Answers whether it was in one with others. */
  async leave(tx: Transaction, session: Session): Promise<boolean> {
    const link = await tx.get(profileLinks, session._id);
    if (!link) return false;
    const wasOneOfSeveral = (await tx.count(profileLinks, { profileId: link.profileId })) > 1;
    await tx.delete(profileLinks, link._id, link.version);
    for (const { _id } of this.#proofsOf(session)) {
      const key = await tx.get(profileKeys, _id);
      if (key?.profileId === link.profileId) await tx.delete(profileKeys, _id, key.version);
    }
    await this.note(tx, link.profileId, { what: 'unlinked', sessionId: session._id });
    return wasOneOfSeveral;
  }

  preferencesOf({ sealedPreferences: sealed }: Pick<Profile, 'sealedPreferences'>): Preferences | undefined {
    if (sealed === undefined) return undefined;
    return Preferences.parse(JSON.parse(this.#deps.seal.open(sealed, PREFERENCES_PURPOSE)));
  }

  /** Keeps them, or nothing any more. */
  async setPreferences(
    tx: Transaction,
    profileId: string,
    preferences: Preferences | undefined,
    event: Omit<ProfileEvent, 'at'>,
  ): Promise<void> {
    const stored = await tx.get(profiles, profileId);
    if (!stored) return;
    const { sealedPreferences: _old, ...rest } = stored;
    await tx.replace(profiles, { ...rest, ...this.#sealed(preferences), history: this.#with(stored, event) });
  }

  async note(tx: Transaction, profileId: string, event: Omit<ProfileEvent, 'at'>): Promise<void> {
    const stored = await tx.get(profiles, profileId);
    if (stored) await tx.replace(profiles, { ...stored, history: this.#with(stored, event) });
  }

  /** Seals again, with the key that seals now, what an older one sealed. Answers how many. */
  async reseal(): Promise<number> {
    const { store, seal } = this.#deps;
    // A shop that never sealed anything needs no key yet.
    const any = [
      ...(await store.find(profiles, { limit: 1 })),
      ...(await store.find(profileKeys, { limit: 1 })),
    ];
    if (any.length === 0 || !seal.hasOlderKeys) return 0;
    const again = (sealed: string, purpose: string): string => seal.seal(seal.open(sealed, purpose), purpose);
    const ofProfiles = await resealed(store, profiles, ({ sealedPreferences: old, ...rest }) =>
      old === undefined || seal.isCurrent(old)
        ? undefined
        : { ...rest, sealedPreferences: again(old, PREFERENCES_PURPOSE) },
    );
    const ofKeys = await resealed(store, profileKeys, ({ sealed: old, ...rest }) =>
      old === undefined || seal.isCurrent(old) ? undefined : { ...rest, sealed: again(old, CONTACT_PURPOSE) },
    );
    return ofProfiles + ofKeys;
  }

  async #make(tx: Transaction, sessionId: string, by: LinkedBy): Promise<Profile> {
    const { ids, clock } = this.#deps;
    const history: ProfileEvent[] = [{ at: clock.now(), what: 'made', by, sessionId }];
    const profile = await tx.insert(profiles, { _id: ids.next('prf'), history });
    await tx.insert(profileLinks, { _id: sessionId, profileId: profile._id, by });
    return profile;
  }

  async #link(tx: Transaction, profileId: string, sessionId: string, by: LinkedBy): Promise<void> {
    await tx.insert(profileLinks, { _id: sessionId, profileId, by });
    await this.note(tx, profileId, { what: 'linked', by, sessionId });
  }

  async #addKey(tx: Transaction, profileId: string, key: NewKey): Promise<void> {
    const { value, ...rest } = key;
    const sealed = value === undefined ? undefined : this.#deps.seal.seal(value, CONTACT_PURPOSE);
    await tx.insert(profileKeys, { ...rest, profileId, ...(sealed !== undefined && { sealed }) });
    await this.note(tx, profileId, { what: 'proved', by: key.kind });
  }

  /** The older one stays, with what both had. */
  async #merge(tx: Transaction, one: Profile, other: Profile, by: LinkedBy): Promise<Profile> {
    const [into, from] = one.createdAt <= other.createdAt ? [one, other] : [other, one];
    for (const collection of [profileLinks, profileKeys] as Collection<Document & { profileId: string }>[])
      for (;;) {
        const theirs = await tx.find(collection, { where: { profileId: from._id }, limit: 500 });
        for (const document of theirs) await tx.replace(collection, { ...document, profileId: into._id });
        if (theirs.length < 500) break;
      }
    const { sealedPreferences: _old, ...rest } = into;
    const history = [...into.history, ...from.history].sort((a, b) => a.at - b.at);
    const next = await tx.replace(profiles, {
      ...rest,
      ...this.#sealed(merged(this.preferencesOf(into), this.preferencesOf(from))),
      history: this.#with({ history }, { what: 'merged', by, from: from._id }),
    });
    await tx.delete(profiles, from._id, from.version);
    return next;
  }

  async #joined(tx: Transaction, session: Session, by: LinkedBy, from?: string): Promise<Session> {
    const sessionIds = await this.sessionsOf(session._id, tx);
    const market = await joinCarts(tx, {
      sessionIds,
      into: session._id,
      market: session.market,
      now: this.#deps.clock.now(),
    });
    const stored = await tx.get(sessions, session._id);
    const moved =
      stored && market !== undefined ? await tx.replace(sessions, { ...stored, market }) : session;
    const others = sessionIds.filter((id) => id !== session._id);
    const joined = { session: moved, others, by, ...(from !== undefined && { from }) };
    for (const listener of this.#listeners) await listener(tx, joined);
    return moved;
  }

  async #proven(tx: Transaction, session: Session, profile: Profile | undefined): Promise<NewKey[]> {
    const known: NewKey[] = profile ? await this.#keys(tx, profile) : [];
    return [...known, ...this.#proofsOf(session)];
  }

  #keys(tx: Transaction, { _id: profileId }: Profile): Promise<ProfileKey[]> {
    return tx.find(profileKeys, { where: { profileId }, limit: 1000 });
  }

  #proofsOf({ verifiedContact: contact, webIdentity: web }: Session): NewKey[] {
    return [
      ...(contact ? [this.#keyOf({ kind: contact.kind, value: contact.value })] : []),
      ...(web ? [this.#keyOf({ kind: 'web', issuer: web.issuer, user: web.user })] : []),
    ];
  }

  #keyOf(proof: Proof): NewKey {
    if (proof.kind === 'web') return { _id: `web ${proof.user}`, kind: 'web', issuer: proof.issuer };
    const { kind, value } = proof;
    return { _id: this.#deps.contactHash({ kind, value }), kind, value };
  }

  #sealed(preferences: Preferences | undefined): Pick<Profile, 'sealedPreferences'> {
    if (!preferences) return {};
    return { sealedPreferences: this.#deps.seal.seal(JSON.stringify(preferences), PREFERENCES_PURPOSE) };
  }

  #with({ history }: Pick<Profile, 'history'>, event: Omit<ProfileEvent, 'at'>): ProfileEvent[] {
    return [...history, { at: this.#deps.clock.now(), ...event }].slice(-MAX_HISTORY);
  }
}
