import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Caller } from '../carts/service.ts';
import type { Product } from '../catalog/model.ts';
import { CommerceError } from '../errors.ts';
import type { InventoryService } from '../inventory/service.ts';
import { format, type Money } from '../money.ts';
import type { KeyedHash } from '../secrets.ts';
import type { SessionService } from '../sessions/service.ts';
import { LOOK_JOB, MAIL_JOB } from './alerts.ts';
import { type ProductWatch, productWatches, suppressions, type WatchKind } from './model.ts';
import { holds, lowestPrice } from './rules.ts';

const forgedLink = defineGuard('watch:link', 'Only who got the email confirms or ends a watch.');
const tooMany = defineGuard('watch:limit', 'One caller does not send emails to many people.');
const oftenAsked = defineGuard('watch:asked', 'Nobody is asked by email again and again.');
const optedOut = defineGuard('watch:opt_out', 'Who wants no emails gets none.');

const DAY_MS = 86_400_000;
/** How long a watch waits to be confirmed, and then for its moment; and how long one that is over is remembered. */
const CONFIRM_MS = 7 * DAY_MS;
const WATCH_MS = 180 * DAY_MS;
const OVER_MS = 30 * DAY_MS;
/** Of one email address: watches that are not over, and emails in a day that ask to confirm one. */
const MAX_LIVE = 10;
const MAX_ASKED = 3;
/** Watches in a day: of one session, of one network address without a key, of one key. */
const MAX_OF_SESSION = 5;
const MAX_OF_ADDRESS = 20;
const MAX_OF_KEY = 2000;

export interface WatchInput {
  product: Product;
  variantId?: string;
  kind: WatchKind;
  below?: Money;
  /** Absent: they are told in the session, on the channel on which they write. */
  email?: string;
}

export interface WatchServiceDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  sessions: SessionService;
  inventory: InventoryService;
  /** Of email addresses. */
  emailHash: KeyedHash;
  /** Of callers. */
  callerHash: KeyedHash;
  /** Signs the links in the emails. */
  linkHash: KeyedHash;
  publicUrl: string;
}

/** Watches of products: asked for in a conversation, confirmed by email, alerted once. */
export class WatchService {
  readonly #deps: WatchServiceDeps;
  #reaches: (sessionId: string) => Promise<boolean> = async () => false;
  readonly #listeners: ((tx: Transaction, watch: ProductWatch) => Promise<void>)[] = [];
  constructor(deps: WatchServiceDeps) {
    this.#deps = deps;
  }

  /** Who may be told in their session, without an email: what they ask for there needs no other proof that they want it. */
  reach(reaches: (sessionId: string) => Promise<boolean>): void {
    this.#reaches = reaches;
  }

  /**
   * Asks the owner of the email to confirm. The same is answered whether or not an email goes out, so that nobody learns who
   * watches, or wants no emails.
   * @throws CommerceError `conflict` when what is waited for is so already, `invalid_input`, `too_many_requests`
   */
  async watch(caller: Caller, input: WatchInput): Promise<void> {
    await this.#refuseNeedless(caller, input);
    const { store, clock, sessions, emailHash } = this.#deps;
    const now = clock.now();
    if (input.email === undefined) return this.#watchHere(caller, input, now);
    const email = input.email.trim();
    const emailKey = emailHash(email.toLowerCase());
    const callerKey = this.#callerKey(caller);
    await store.transaction(async (tx) => {
      await this.#refuseTooMany(tx, caller, callerKey, now);
      if (optedOut(await tx.get(suppressions, emailKey))) return;
      const recent = await tx.find(productWatches, { where: { emailKey }, limit: 1000 });
      const asked = recent.filter(({ createdAt, asked }) => asked > 0 && createdAt > now - DAY_MS);
      const same = recent.find((watch) => isLive(watch) && isSame(watch, input));
      if (same?.status === 'active') {
        if (input.below) await tx.replace(productWatches, { ...same, below: input.below });
        return;
      }
      const sent = asked.reduce((sum, watch) => sum + watch.asked, 0);
      if (oftenAsked(sent >= MAX_ASKED)) return;
      if (same) {
        const next = { ...same, ...(input.below && { below: input.below }), asked: same.asked + 1 };
        return this.#ask(tx, await tx.replace(productWatches, next));
      }
      if (recent.filter(isLive).length >= MAX_LIVE) return;
      await sessions.ensureDurable(tx, caller.session);
      await this.#ask(
        tx,
        await tx.insert(productWatches, {
          _id: this.#deps.ids.next('watch'),
          sessionId: caller.session._id,
          productId: input.product._id,
          ...(input.variantId !== undefined && { variantId: input.variantId }),
          kind: input.kind,
          ...(input.below && { below: input.below }),
          market: caller.market.id,
          locale: caller.locale,
          ...{ email, emailKey, callerKey, status: 'unconfirmed', asked: 1, expiresAt: now + CONFIRM_MS },
        }),
      );
    });
  }

  /** @throws CommerceError `invalid_input` where they cannot be told in their session */
  async #watchHere(caller: Caller, input: WatchInput, now: number): Promise<void> {
    const { store, sessions, ids, callerHash } = this.#deps;
    const sessionId = caller.session._id;
    if (!(await this.#reaches(sessionId)))
      throw new CommerceError('invalid_input', 'Ask for their email address: they cannot be told here.', {
        field: 'email',
      });
    const callerKey = this.#callerKey(caller);
    await store.transaction(async (tx) => {
      await this.#refuseTooMany(tx, caller, callerKey, now);
      const own = await tx.find(productWatches, { where: { sessionId }, limit: 1000 });
      const live = own.filter((watch) => isLive(watch) && watch.email === undefined);
      const same = live.find((watch) => isSame(watch, input));
      if (same) {
        if (input.below) await tx.replace(productWatches, { ...same, below: input.below });
        return;
      }
      if (live.length >= MAX_LIVE)
        throw new CommerceError('too_many_requests', 'They watch as many products as they may.');
      await sessions.ensureDurable(tx, caller.session);
      await tx.insert(productWatches, {
        _id: ids.next('watch'),
        sessionId,
        productId: input.product._id,
        ...(input.variantId !== undefined && { variantId: input.variantId }),
        kind: input.kind,
        ...(input.below && { below: input.below }),
        market: caller.market.id,
        locale: caller.locale,
        emailKey: callerHash(`session ${sessionId}`),
        ...{ callerKey, status: 'active', asked: 0, expiresAt: now + WATCH_MS },
      });
    });
  }

  /** The address of the page of a watch: who has it may confirm and end it. */
  linkOf(watch: Pick<ProductWatch, '_id'>): string {
    return `${this.#deps.publicUrl}/watch/${watch._id}.${this.#deps.linkHash(watch._id)}`;
  }

  /** By the last part of that address; undefined when it is not one, or the watch is forgotten. */
  async byToken(token: string): Promise<ProductWatch | undefined> {
    const [id = '', given = ''] = token.split('.');
    const wanted = Buffer.from(this.#deps.linkHash(id));
    const bytes = Buffer.from(given);
    if (forgedLink(bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted))) return undefined;
    return this.#deps.store.get(productWatches, id);
  }

  /** It is alerted from now on, at once if what it waits for is so. Repeating it changes nothing. */
  async confirm(id: string): Promise<ProductWatch | undefined> {
    const { store, clock, jobs } = this.#deps;
    return store.transaction(async (tx): Promise<ProductWatch | undefined> => {
      const watch = await tx.get(productWatches, id);
      if (watch?.status !== 'unconfirmed' || watch.expiresAt <= clock.now()) return watch;
      await jobs.enqueue(tx, { kind: LOOK_JOB, payload: { productId: watch.productId } });
      const next: ProductWatch = { ...watch, status: 'active', expiresAt: clock.now() + WATCH_MS };
      return tx.replace(productWatches, next);
    });
  }

  /** Ends it; with `never`, all of the same email, and no such email is sent to it any more. */
  async end(id: string, { never }: { never: boolean }): Promise<ProductWatch | undefined> {
    const { store, clock } = this.#deps;
    return store.transaction(async (tx) => {
      const watch = await tx.get(productWatches, id);
      if (!watch) return undefined;
      const ended = await this.#over(tx, watch, 'ended', clock.now());
      if (!never) return ended;
      const { emailKey } = watch;
      const others = await tx.find(productWatches, { where: { emailKey }, limit: 10_000 });
      for (const other of others) if (isLive(other)) await this.#over(tx, other, 'ended', clock.now());
      if (!(await tx.get(suppressions, emailKey))) await tx.insert(suppressions, { _id: emailKey });
      return ended;
    });
  }

  /** What else happens in the transaction in which a watch is alerted. */
  onAlert(listener: (tx: Transaction, watch: ProductWatch) => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** It was alerted, and is done. */
  async sent(id: string): Promise<void> {
    const { store, clock } = this.#deps;
    await store.transaction(async (tx) => {
      const watch = await tx.get(productWatches, id);
      if (watch?.status !== 'active') return;
      await this.#over(tx, watch, 'sent', clock.now());
      for (const listener of this.#listeners) await listener(tx, watch);
    });
  }

  async #over(
    tx: Transaction,
    watch: ProductWatch,
    status: 'sent' | 'ended',
    now: number,
  ): Promise<ProductWatch> {
    if (!isLive(watch)) return watch;
    const { email: _, ...rest } = watch;
    return tx.replace(productWatches, { ...rest, status, expiresAt: now + OVER_MS });
  }

  async #ask(tx: Transaction, { _id, asked }: ProductWatch): Promise<void> {
    await this.#deps.jobs.enqueue(tx, {
      kind: MAIL_JOB,
      key: `confirm ${_id} ${asked}`,
      payload: { watchId: _id, template: 'watch_confirm', number: asked },
    });
  }

  async #refuseNeedless({ market, locale }: Caller, input: WatchInput): Promise<void> {
    const watch = { ...input, market: market.id };
    const price = lowestPrice(input.product, watch);
    if (!price)
      throw new CommerceError('invalid_input', 'This product is not sold in this market.', {
        field: 'product_id',
      });
    if (input.kind === 'price_below' && input.below?.currency !== price.currency)
      throw new CommerceError('invalid_input', `Prices here are in ${price.currency}: give below in it.`, {
        field: 'below.currency',
      });
    const stock = await this.#deps.inventory.availability(input.product.variants.map(({ id }) => id));
    const available = new Map([...stock].map(([id, entry]) => [id, entry.available]));
    if (!holds(watch, input.product, available)) return;
    throw new CommerceError(
      'conflict',
      input.kind === 'back_in_stock'
        ? 'It is in stock now (check_stock): there is nothing to wait for.'
        : `It costs ${format(price, locale)} already: there is nothing to wait for.`,
      { field: input.kind === 'back_in_stock' ? 'event' : 'below' },
    );
  }

  async #refuseTooMany(tx: Transaction, caller: Caller, callerKey: string, now: number): Promise<void> {
    const lately = { gt: now - DAY_MS };
    const bySession = await tx.count(productWatches, { sessionId: caller.session._id, createdAt: lately });
    const byCaller = await tx.count(productWatches, { callerKey, createdAt: lately });
    const limit = caller.principal.kind === 'anonymous' ? MAX_OF_ADDRESS : MAX_OF_KEY;
    if (!tooMany(bySession >= MAX_OF_SESSION || byCaller >= limit)) return;
    throw new CommerceError(
      'too_many_requests',
      'Too many products are watched from here today. Try again tomorrow.',
    );
  }

  #callerKey({ principal }: Caller): string {
    const { kind, id, address } = principal;
    return this.#deps.callerHash(kind === 'anonymous' ? `address ${address ?? 'unknown'}` : id);
  }
}

const isLive = ({ status }: ProductWatch): boolean => status === 'unconfirmed' || status === 'active';
const isSame = (watch: ProductWatch, { product, variantId, kind }: WatchInput): boolean =>
  watch.productId === product._id && watch.variantId === variantId && watch.kind === kind;
