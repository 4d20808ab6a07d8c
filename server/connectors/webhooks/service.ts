import { CommerceError } from '../../commerce/errors.ts';
import { events, isWantable } from '../../commerce/events/model.ts';
import type { Clock } from '../../platform/clock.ts';
import { AllowedHosts, classify, literalAddress } from '../../platform/http/outbound/addresses.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Outcome } from './attempt.ts';
import {
  deliveryId,
  type WebhookCursor,
  type WebhookDelivery,
  type WebhookEndpoint,
  webhookCursors,
  webhookDeliveries,
  webhookEndpoints,
} from './model.ts';
import { newSecret } from './signature.ts';

export interface WebhookServiceDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Hosts of this machine or an internal network that may be called. */
  outboundAllow: readonly string[];
  /** One attempt, at once. */
  send: (endpoint: WebhookEndpoint, event: TestEvent) => Promise<Outcome>;
  /** What is stored of an endpoint's deliveries was changed. */
  changed: (endpointId: string) => void;
}

export interface TestEvent {
  _id: string;
  sequence: number;
  type: 'webhook.test';
  createdAt: number;
  subject: string;
  data: Record<string, unknown>;
}

export interface EndpointInput {
  url: string;
  description?: string | undefined;
  types?: readonly string[] | undefined;
  ed25519?: boolean | undefined;
}

export interface EndpointView {
  endpoint: WebhookEndpoint;
  cursor: WebhookCursor | undefined;
  waiting: number;
  dead: number;
}

const MAX_ENDPOINTS = 50;
const HOUR_MS = 3_600_000;
/** Deliveries that one request sends again. */
const MAX_REPLAY = 1000;

/** What the merchant does with endpoints. */
export class WebhookService {
  readonly #deps: WebhookServiceDeps;
  readonly #allowed: AllowedHosts;
  constructor(deps: WebhookServiceDeps) {
    this.#deps = deps;
    this.#allowed = new AllowedHosts(deps.outboundAllow);
  }

  /** Events from now on are sent there. @returns the secret, which is shown once @throws CommerceError `invalid_input`, `conflict` */
  async add(input: EndpointInput): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    const { store, ids } = this.#deps;
    const { url, description = '', types = [], ed25519 = false } = input;
    this.#checkUrl(url);
    checkTypes(types);
    const secret = newSecret();
    const endpoint = await store.transaction(async (tx) => {
      if ((await tx.count(webhookEndpoints)) >= MAX_ENDPOINTS)
        throw new CommerceError(
          'conflict',
          `There are ${MAX_ENDPOINTS} endpoints already; delete one first.`,
        );
      const made = await tx.insert(webhookEndpoints, {
        _id: ids.next('whe'),
        ...{ url, description, ed25519 },
        types: [...new Set(types)],
        secrets: [{ value: secret }],
        status: 'active',
      });
      await tx.insert(webhookCursors, { _id: made._id, sequence: await lastSequence(tx), epoch: 0 });
      return made;
    });
    return { endpoint, secret };
  }

  async list(): Promise<EndpointView[]> {
    const sort = { field: 'createdAt', direction: 'asc' } as const;
    const found = await this.#deps.store.find(webhookEndpoints, { sort, limit: 1000 });
    return Promise.all(found.map((endpoint) => this.#view(endpoint)));
  }

  /** @throws CommerceError `not_found` */
  async get(id: string): Promise<EndpointView> {
    const endpoint = await this.#deps.store.get(webhookEndpoints, id);
    if (!endpoint) throw unknown(id);
    return this.#view(endpoint);
  }

  /** `active` also ends what the server disabled: it goes on where it stopped. @throws CommerceError `not_found`, `invalid_input` */
  async update(
    id: string,
    input: Partial<EndpointInput> & { status?: 'active' | 'paused' | undefined },
  ): Promise<EndpointView> {
    const { url, description, types, ed25519, status } = input;
    if (url !== undefined) this.#checkUrl(url);
    if (types) checkTypes(types);
    const endpoint = await this.#change(id, ({ disabledBecause, ...known }) => ({
      ...known,
      ...(status === undefined && disabledBecause !== undefined && { disabledBecause }),
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(types && { types: [...new Set(types)] }),
      ...(ed25519 !== undefined && { ed25519 }),
      ...(status !== undefined && { status }),
    }));
    if (status === 'active') await this.#beginAnew(id);
    return this.#view(endpoint);
  }

  /** The secret before signs beside the new one for so long. @returns the new one, which is shown once @throws CommerceError `not_found` */
  async rotate(id: string, overlapHours: number): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    const now = this.#deps.clock.now();
    const secret = newSecret();
    const endpoint = await this.#change(id, (known) => {
      const [last] = known.secrets;
      const before = overlapHours > 0 ? [{ value: last!.value, until: now + overlapHours * HOUR_MS }] : [];
      return { ...known, secrets: [{ value: secret }, ...before] };
    });
    return { endpoint, secret };
  }

  /** Forgets the endpoint and what waits for it. @throws CommerceError `not_found` */
  async remove(id: string): Promise<void> {
    const { store } = this.#deps;
    await store.transaction(async (tx) => {
      const endpoint = await tx.get(webhookEndpoints, id);
      if (!endpoint) throw unknown(id);
      await tx.delete(webhookEndpoints, id, endpoint.version);
      const cursor = await tx.get(webhookCursors, id);
      if (cursor) await tx.delete(webhookCursors, id, cursor.version);
    });
    for (const status of ['waiting', 'parked', 'dead'] as const) {
      const where = { endpointId: id, status };
      while ((await store.count(webhookDeliveries, where)) > 0)
        await store.transaction(async (tx) => {
          const rows = await tx.find(webhookDeliveries, { where, sort: bySequence, limit: 500 });
          for (const row of rows) await tx.delete(webhookDeliveries, row._id, row.version);
        });
    }
  }

  /** Sends a `webhook.test` event now, also to an endpoint that is paused; nothing is tried again. @throws CommerceError `not_found` */
  async test(id: string): Promise<{ eventId: string; outcome: Outcome }> {
    const { clock, ids, send } = this.#deps;
    const { endpoint } = await this.get(id);
    const eventId = ids.next('evt');
    const data = { endpoint_id: id };
    const event = {
      _id: eventId,
      sequence: 0,
      type: 'webhook.test',
      createdAt: clock.now(),
      subject: `webhook/${id}`,
      data,
    } as const;
    return { eventId, outcome: await send(endpoint, event) };
  }

  /**
   * Sends again: one event, all dead letters, or everything after a place in the order of events.
   * @returns how many wait because of it; undefined when a place was set
   * @throws CommerceError `not_found`
   */
  async replay(
    id: string,
    what: { eventId: string } | { dead: true } | { after: number },
  ): Promise<number | undefined> {
    const { store, changed } = this.#deps;
    const count = await store.transaction(async (tx) => {
      if (!(await tx.get(webhookEndpoints, id))) throw unknown(id);
      if ('after' in what) return this.#setBack(tx, id, what.after);
      if ('dead' in what) {
        const where = { endpointId: id, status: 'dead' };
        const rows = await tx.find(webhookDeliveries, { where, sort: bySequence, limit: MAX_REPLAY });
        for (const row of rows) await tx.replace(webhookDeliveries, this.#again(row));
        return rows.length;
      }
      return this.#sendAgain(tx, id, what.eventId);
    });
    changed(id);
    return count;
  }

  async #setBack(tx: Transaction, id: string, after: number): Promise<undefined> {
    const cursor = await tx.get(webhookCursors, id);
    const sequence = Math.min(after, await lastSequence(tx));
    if (cursor) await tx.replace(webhookCursors, { ...cursor, sequence, epoch: cursor.epoch + 1 });
    return undefined;
  }

  async #sendAgain(tx: Transaction, id: string, eventId: string): Promise<number> {
    const event = await tx.get(events, eventId);
    if (!event)
      throw new CommerceError('not_found', `There is no event "${eventId}"; they are kept for 30 days.`, {
        field: 'event_id',
      });
    const known = await tx.get(webhookDeliveries, deliveryId(id, eventId));
    if (known?.status === 'dead') await tx.replace(webhookDeliveries, this.#again(known));
    else if (!known)
      await tx.insert(webhookDeliveries, {
        _id: deliveryId(id, eventId),
        endpointId: id,
        ...{ eventId, type: event.type, sequence: event.sequence, subject: event.subject },
        ...{ status: 'waiting', attempts: 0, nextAt: this.#deps.clock.now() },
      });
    return 1;
  }

  #again({ firstAt: _, ...row }: WebhookDelivery): WebhookDelivery {
    return { ...row, status: 'waiting', attempts: 0, nextAt: this.#deps.clock.now() };
  }

  /** After a pause the three days of what waits begin again. */
  async #beginAnew(id: string): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const where = { endpointId: id, status: 'waiting' };
      const rows = await tx.find(webhookDeliveries, { where, sort: bySequence, limit: MAX_REPLAY });
      for (const row of rows) await tx.replace(webhookDeliveries, this.#again(row));
    });
    this.#deps.changed(id);
  }

  async #view(endpoint: WebhookEndpoint): Promise<EndpointView> {
    const { store } = this.#deps;
    const count = (status: string) => store.count(webhookDeliveries, { endpointId: endpoint._id, status });
    const [cursor, waiting, parked, dead] = await Promise.all([
      store.get(webhookCursors, endpoint._id),
      ...['waiting', 'parked', 'dead'].map(count),
    ]);
    return { endpoint, cursor, waiting: (waiting ?? 0) + (parked ?? 0), dead: dead ?? 0 };
  }

  #change(id: string, next: (known: WebhookEndpoint) => WebhookEndpoint): Promise<WebhookEndpoint> {
    return this.#deps.store.transaction(async (tx) => {
      const known = await tx.get(webhookEndpoints, id);
      if (!known) throw unknown(id);
      return tx.replace(webhookEndpoints, next(known));
    });
  }

  /** What can be seen of an address; what a name resolves to is looked at with every request. */
  #checkUrl(text: string): void {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const fault = (message: string) => new CommerceError('invalid_input', message, { field: 'url' });
    if (!url || !/^https?:$/.test(url.protocol)) throw fault('Give an address that begins with https://.');
    if (url.username || url.password || url.hash)
      throw fault('The address may have no user name, password or fragment.');
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    if (this.#allowed.has(url.hostname, port)) return;
    if (url.protocol === 'http:') throw fault('Use https: what is sent would travel in the open.');
    const literal = literalAddress(url.hostname);
    if (url.hostname === 'localhost' || (literal !== undefined && classify(literal) !== 'public'))
      throw fault(
        'This address is on this machine or an internal network. If that is meant, the operator adds it to SHOPWRIGHT_OUTBOUND_ALLOW.',
      );
  }
}

const bySequence = { field: 'sequence', direction: 'asc' } as const;

async function lastSequence(tx: Transaction): Promise<number> {
  const [last] = await tx.find(events, { sort: { field: '_id', direction: 'desc' }, limit: 1 });
  return last?.sequence ?? 0;
}

const unknown = (id: string): CommerceError =>
  new CommerceError('not_found', `There is no webhook endpoint "${id}".`, { field: 'id' });

function checkTypes(types: readonly string[]): void {
  const odd = types.find((type) => !isWantable(type));
  if (odd !== undefined)
    throw new CommerceError(
      'invalid_input',
      `There are no events of type "${odd}". Types, such as order.created, and families, such as order.*, are listed in GET /admin/v1/event-types.`,
      { field: 'types' },
    );
}
