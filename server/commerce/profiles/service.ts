import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Store } from '../../platform/store/port.ts';
import type { Caller } from '../carts/service.ts';
import { orders } from '../orders/model.ts';
import type { SessionService } from '../sessions/service.ts';
import type { Linking } from './linking.ts';
import { type Preferences, type ProfileLink, profileLinks, profiles } from './model.ts';
import { type Forgotten, forgotten, refusedWithoutConsent, remembered, type Stated } from './preferences.ts';
import type { Profiles } from './profiles.ts';

const unasked = defineGuard('profile:consent', 'Preferences are kept only with consent, in words.');

export interface ProfileServiceDeps {
  store: Store;
  clock: Clock;
  sessions: SessionService;
  profiles: Profiles;
  linking: Linking;
}

/** What is kept of the person whose session it is. */
export interface ProfileView {
  preferences: Preferences | undefined;
  /** The conversations that are theirs, beside this one. */
  others: readonly Pick<ProfileLink, 'by' | 'createdAt'>[];
}

/** Conversations, and orders of each, that are looked through for what was bought. */
const LOOKED_BACK = 20;

/** What customers have a say in: what is remembered of them, and which conversations are theirs. */
export class ProfileService {
  readonly #deps: ProfileServiceDeps;
  readonly profiles: Profiles;
  readonly linking: Linking;
  constructor(deps: ProfileServiceDeps) {
    this.#deps = deps;
    this.profiles = deps.profiles;
    this.linking = deps.linking;
  }

  /**
   * Keeps what somebody stated. `words`: with which they agreed; needed once, until all is forgotten.
   * @throws CommerceError `invalid_input` without consent
   */
  async remember(caller: Caller, stated: Stated, words: string | undefined): Promise<Preferences> {
    const { store, clock, sessions, profiles } = this.#deps;
    const agreement = words?.trim() || undefined;
    return store.transaction(async (tx) => {
      const session = await sessions.ensureDurable(tx, caller.session);
      const known = await profiles.of(session._id, tx);
      const before = known && profiles.preferencesOf(known);
      if (unasked(!before && agreement === undefined)) throw refusedWithoutConsent();
      const profile = known ?? (await profiles.ensure(tx, session._id, 'preferences'));
      const agreed = { words: agreement ?? '', at: clock.now() };
      const after = remembered(before ?? { stated: [], sizes: {}, liked: [], agreed }, stated);
      await profiles.setPreferences(tx, profile._id, after, { what: 'agreed', sessionId: session._id });
      return after;
    });
  }

  /** Answers what is left. */
  async forget(caller: Caller, what: Forgotten): Promise<Preferences | undefined> {
    const { store, profiles } = this.#deps;
    return store.transaction(async (tx) => {
      const profile = await profiles.of(caller.session._id, tx);
      const before = profile && profiles.preferencesOf(profile);
      if (!profile || !before) return undefined;
      const after = forgotten(before, what);
      const event = { what: 'forgot', sessionId: caller.session._id } as const;
      await profiles.setPreferences(tx, profile._id, after, event);
      return after;
    });
  }

  async view(caller: Caller): Promise<ProfileView> {
    const { store, profiles: service } = this.#deps;
    const link = await store.get(profileLinks, caller.session._id);
    const profile = link && (await store.get(profiles, link.profileId));
    if (!profile) return { preferences: undefined, others: [] };
    const ids = (await service.sessionsOf(caller.session._id)).filter((id) => id !== caller.session._id);
    const links = await store.getMany(profileLinks, ids);
    return {
      preferences: service.preferencesOf(profile),
      others: links.map(({ by, createdAt }) => ({ by, createdAt })),
    };
  }

  /** What is known of what a person likes: kept with consent, or bought in a conversation that is theirs. Product ids. */
  async history(caller: Caller): Promise<{ preferences: Preferences | undefined; bought: string[] }> {
    const { store, profiles: service } = this.#deps;
    const { preferences } = await this.view(caller);
    const ids = await service.sessionsOf(caller.session._id);
    const found = await Promise.all(
      ids
        .slice(0, LOOKED_BACK)
        .map((sessionId) => store.find(orders, { where: { sessionId }, limit: LOOKED_BACK })),
    );
    const bought = found.flat().flatMap(({ lines }) => lines.map(({ productId }) => productId));
    return { preferences, bought: [...new Set(bought)] };
  }

  /** This conversation is no more part of the others. Answers whether it was. */
  async leave(caller: Caller): Promise<boolean> {
    const { store, sessions, profiles } = this.#deps;
    return store.transaction(async (tx) =>
      profiles.leave(tx, await sessions.ensureDurable(tx, caller.session)),
    );
  }
}
