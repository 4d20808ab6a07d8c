import { hash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { ReadCache } from '../read-cache.ts';
import type { ApiKey, ApiKeyKind, Principal, Scope } from './model.ts';
import { ADMIN_SCOPES, apiKeys, BROWSER_SCOPES, DEFAULT_SCOPES, PUBLISHER_SCOPES } from './model.ts';

export interface NewApiKey {
  name: string;
  kind: ApiKeyKind;
  /** The kind's default when absent. */
  scopes?: readonly Scope[];
  /** Required for keys of publishers. */
  publisherId?: string;
  /** Required for `publisher`: web origins such as `https://blog.example`. */
  origins?: readonly string[];
  customerGroups?: readonly string[];
  /** Milliseconds, UTC. */
  expiresAt?: number;
}

/** A key without anything that could be used to call. */
export type ApiKeyView = Omit<ApiKey, 'secretHash' | 'version' | 'updatedAt' | '_id'> & { id: string };

const SECRET = /^[sp]k_[0-9A-Za-z]{22,}$/;
const MAX_SECRET_LENGTH = 1_000;
const CACHED_KEYS = 10_000;

const hashOf = (secret: string): string => hash('sha256', secret, 'hex');
const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The principal of the key in the settings. */
const OPERATOR: Principal = Object.freeze({
  kind: 'admin',
  id: 'operator',
  scopes: DEFAULT_SCOPES.admin,
  customerGroups: [],
});

const withAddress = (principal: Principal, address: string | undefined): Principal =>
  address === undefined ? principal : { ...principal, address };

interface Cached {
  key: ApiKey;
  principal: Principal;
}

/** Makes, lists and revokes API keys, and turns a secret into its principal. */
export class ApiKeyService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #cache = new ReadCache<Cached>(CACHED_KEYS);
  readonly #stop: () => void;
  readonly #adminHash: string | undefined;

  /** @param deps `adminSecret`: the operator's key from the settings; it has every scope and is stored nowhere */
  constructor(deps: { store: Store; clock: Clock; ids: Ids; adminSecret?: string | undefined }) {
    this.#adminHash = deps.adminSecret === undefined ? undefined : hashOf(deps.adminSecret);
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#stop = deps.store.onCommit((changes) => {
      // Keys change so seldom that forgetting all of them is cheaper than finding the right one.
      if (changes.some((change) => change.collection === apiKeys.name)) this.#cache.clear();
    });
  }

  close(): void {
    this.#stop();
  }

  /**
   * The secret is in the answer and nowhere else: it cannot be read again. `pk_…` for what stands in a publisher's web pages,
   * `sk_…` for the others.
   * @throws CommerceError `invalid_input`
   */
  async create(input: NewApiKey): Promise<{ id: string; secret: string; key: ApiKeyView }> {
    check(input, this.#clock.now());
    const prefix = input.kind === 'publisher' ? 'pk' : 'sk';
    const secret = this.#ids.next(prefix);
    const id = this.#ids.next('key');
    const stored = await this.#store.transaction((tx) =>
      tx.insert(apiKeys, {
        _id: id,
        name: input.name.trim(),
        kind: input.kind,
        secretHash: hashOf(secret),
        hint: `${prefix}_…${secret.slice(-4)}`,
        scopes: [...new Set(input.scopes ?? DEFAULT_SCOPES[input.kind])],
        customerGroups: [...new Set(input.customerGroups ?? [])],
        ...(input.publisherId !== undefined && { publisherId: input.publisherId }),
        ...(input.origins !== undefined && { origins: [...new Set(input.origins)] }),
        ...(input.expiresAt !== undefined && { expiresAt: input.expiresAt }),
      }),
    );
    return { id, secret, key: view(stored) };
  }

  /** All keys, revoked ones too, oldest first. */
  async list(): Promise<ApiKeyView[]> {
    const keys = await this.#store.find(apiKeys, {
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 10_000,
    });
    return keys.map(view);
  }

  /**
   * The key fails from the commit on. Revoking it again changes nothing.
   * @throws CommerceError `not_found`
   */
  async revoke(id: string): Promise<ApiKeyView> {
    const revoked = await this.#store.transaction(async (tx) => {
      const key = await tx.get(apiKeys, id);
      if (!key || key.revokedAt !== undefined) return key;
      return tx.replace(apiKeys, { ...key, revokedAt: this.#clock.now() });
    });
    if (!revoked)
      throw new CommerceError('not_found', `There is no API key ${id}. List the keys to find its id.`);
    return view(revoked);
  }

  /**
   * The principal of a secret; undefined for one that is unknown, expired or revoked, which are not told apart.
   * @param address the client's network address
   * @param origin the web origin that the request says it comes from
   * @throws CommerceError `forbidden` for a browser key elsewhere than in its publisher's pages
   */
  async authenticate(secret: string, address?: string, origin?: string): Promise<Principal | undefined> {
    if (secret.length > MAX_SECRET_LENGTH) return undefined;
    const secretHash = hashOf(secret);
    if (this.#adminHash !== undefined && same(this.#adminHash, secretHash))
      return withAddress(OPERATOR, address);
    if (!SECRET.test(secret)) return undefined;
    const found =
      this.#cache.get(secretHash) ?? (await this.#cache.load(secretHash, () => this.#read(secretHash)));
    if (!found || !same(found.key.secretHash, secretHash)) return undefined;
    const { key, principal } = found;
    if (key.expiresAt !== undefined && key.expiresAt <= this.#clock.now()) return undefined;
    if (key.origins && !(origin !== undefined && key.origins.includes(origin.toLowerCase())))
      throw new CommerceError(
        'forbidden',
        'This browser key works in the web pages of its publisher only. Ask the merchant to allow this origin, or call from a server with a secret key.',
      );
    return withAddress(principal, address);
  }

  /** The principal of a key that was authenticated before, as long as it is good. */
  async byId(id: string): Promise<Principal | undefined> {
    const key = await this.#store.get(apiKeys, id);
    const ended = key?.expiresAt !== undefined && key.expiresAt <= this.#clock.now();
    return key && key.revokedAt === undefined && !ended ? principalOf(key) : undefined;
  }

  /** All keys of a publisher, oldest first. */
  async ofPublisher(publisherId: string): Promise<ApiKeyView[]> {
    return (await this.list()).filter((key) => key.publisherId === publisherId);
  }

  async #read(secretHash: string): Promise<Cached | undefined> {
    const [key] = await this.#store.find(apiKeys, { where: { secretHash }, limit: 1 });
    if (!key || key.revokedAt !== undefined) return undefined;
    return { key, principal: principalOf(key) };
  }
}

function principalOf(key: ApiKey): Principal {
  return Object.freeze({
    kind: key.kind === 'publisher_server' ? 'publisher' : key.kind,
    id: key._id,
    scopes: new Set(key.scopes),
    customerGroups: Object.freeze([...key.customerGroups]),
    ...(key.publisherId !== undefined && { publisherId: key.publisherId }),
  });
}

function view(key: ApiKey): ApiKeyView {
  const { _id, secretHash: _secret, version: _version, updatedAt: _updated, ...rest } = key;
  return { id: _id, ...rest };
}

function check(input: NewApiKey, now: number): void {
  const refuse = (field: string, message: string): never => {
    throw new CommerceError('invalid_input', message, { field });
  };
  if (input.name.trim() === '') refuse('name', 'Give the key a name that says who uses it.');
  if (input.scopes?.length === 0)
    refuse('scopes', 'A key without a scope can do nothing: name at least one.');
  const foreign = input.kind === 'admin' ? undefined : input.scopes?.find((scope) => ADMIN_SCOPES.has(scope));
  if (foreign) refuse('scopes', `Only a key of kind admin can have the scope ${foreign}.`);
  const own = input.kind === 'publisher_server';
  if (!own && input.scopes?.some((scope) => PUBLISHER_SCOPES.has(scope)))
    refuse('scopes', 'Only a key of kind publisher_server can read commissions.');
  if ((own || input.kind === 'publisher') && !input.publisherId)
    refuse('publisherId', 'A publisher key needs the id of its publisher.');
  if (input.kind === 'publisher') checkBrowserKey(input, refuse);
  else if (input.origins) refuse('origins', 'Only a key of kind publisher has origins.');
  if (input.expiresAt !== undefined && input.expiresAt <= now) {
    refuse('expiresAt', 'The expiry lies in the past: choose a later moment or leave it out.');
  }
}

/** Everybody who looks at the page has this key: it can do little, and from there only. */
function checkBrowserKey(input: NewApiKey, refuse: (field: string, message: string) => never): void {
  const wide = input.scopes?.find((scope) => !BROWSER_SCOPES.has(scope));
  if (wide) refuse('scopes', `A key that stands in web pages cannot have the scope ${wide}.`);
  const origins = input.origins ?? [];
  if (origins.length === 0)
    refuse('origins', 'Name the web origins whose pages may use the key, such as https://blog.example.');
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined)
    refuse(
      'origins',
      `"${wrong.slice(0, 100)}" is no web origin: write scheme and host, such as https://blog.example.`,
    );
}

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:\/\//.test(text) && new URL(text).origin === text;
