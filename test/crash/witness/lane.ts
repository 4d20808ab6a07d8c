import { testProduct } from '../../fixtures/shop.ts';
import { BULK, CODES, LOCATION, PLENTY, SCARCE, variantId } from '../catalog.ts';
import type { Work } from '../plan.ts';
import { Random } from '../random.ts';
import { buy } from './buy.ts';
import { post, type Reply } from './client.ts';
import type { Caller } from './facts.ts';
import { talk } from './talk.ts';
import type { Witness } from './witness.ts';

export interface BoughtOrder {
  id: string;
  sessionId: string;
  /** Whose session it is. */
  as?: Caller | undefined;
  total: { amount: number; currency: string };
}

/** What all lanes of a storm share. */
export interface Storm {
  base: string;
  bankUrl: string;
  round: number;
  witness: Witness;
  orders: BoughtOrder[];
  stopped: boolean;
}

export class Lane {
  readonly storm: Storm;
  readonly random: Random;

  constructor(storm: Storm, seed: number, number: number) {
    this.storm = storm;
    this.random = new Random(seed, storm.round, 'lane', number);
  }

  /** Until the storm is stopped. @throws GoneError */
  async run(weights: Record<Work, number>): Promise<void> {
    while (!this.storm.stopped) await this[this.random.weighted(weights)]();
  }

  async tool(name: string, input: object, as?: Caller): Promise<Reply> {
    const reply = await post(`${this.storm.base}/v1/tools/${name}`, input, { as });
    this.storm.witness.heard(name, reply);
    return reply;
  }

  /** A change that is repeated under its key until it is answered. */
  admin(path: string, body: Record<string, unknown>): Promise<Reply> {
    const { witness, round } = this.storm;
    const id = witness.nextId(round);
    return witness.ask({
      id,
      kind: 'admin',
      method: 'POST',
      path: `/admin/v1${path}`,
      body,
      key: `admin-${id}`,
      round,
    });
  }

  anyVariant(): string {
    const kind = this.random.weighted({ plenty: 60, scarce: 25, bulk: 15 });
    return variantId(this.random.pick({ plenty: PLENTY, scarce: SCARCE, bulk: BULK }[kind]));
  }

  anyCode(): string {
    return this.random.pick(CODES);
  }

  async buy(): Promise<void> {
    await buy(this);
  }

  async talk(): Promise<void> {
    await talk(this);
  }

  async search(): Promise<void> {
    const query = this.random.pick(['plenty 7', 'scarce', 'bulk 12', 'thing acme', 'PLENTY3']);
    await this.tool('search_catalog', { query });
  }

  async adjust(): Promise<void> {
    const [list, low, high] = this.random.chance(0.6)
      ? ([SCARCE, 1, 3] as const)
      : ([PLENTY, -5, 5] as const);
    const by = this.random.between(low, high);
    await this.admin(`/stock/${variantId(this.random.pick(list))}/${LOCATION}/adjust`, { by });
  }

  async price(): Promise<void> {
    const id = variantId(this.random.pick(this.random.chance(0.8) ? PLENTY : SCARCE));
    const amount = this.random.between(500, 5000);
    const url = `${this.storm.base}/admin/v1/variants/${id}/price`;
    await post(url, { market: 'us', amount, currency: 'USD' }, { method: 'PUT', admin: true });
  }

  async import(): Promise<void> {
    const start = this.random.between(0, BULK.length - 80);
    const price = this.random.between(300, 900);
    const lines = BULK.slice(start, start + this.random.between(10, 80)).map((id) =>
      JSON.stringify(testProduct({ id, title: `Bulk ${id} at ${price}`, price, stock: 1000 })),
    );
    await post(`${this.storm.base}/admin/v1/import`, lines.join('\n'), {
      admin: true,
      type: 'application/x-ndjson',
    });
  }

  async refund(): Promise<void> {
    const order = this.#anyOrder();
    if (!order) return this.buy();
    const part = this.random.pick([1, 0.5, 0.1]);
    const amount = {
      amount: Math.max(1, Math.floor(order.total.amount * part)),
      currency: order.total.currency,
    };
    await this.admin(`/orders/${order.id}/refund`, { amount, reason: 'a crash test' });
  }

  async cancel(): Promise<void> {
    const order = this.#anyOrder();
    if (order) await this.admin(`/orders/${order.id}/cancel`, { reason: 'a crash test' });
  }

  async ship(): Promise<void> {
    const order = this.#anyOrder();
    if (order) await this.admin(`/orders/${order.id}/ship`, { carrier: 'Ox' });
  }

  async return(): Promise<void> {
    const order = this.#anyOrder();
    if (!order) return;
    const { body } = await this.tool(
      'request_return',
      { session_id: order.sessionId, order_id: order.id, reason: 'a crash test' },
      order.as,
    );
    if (typeof body.return_id === 'string')
      await this.admin(`/orders/${order.id}/returns/${body.return_id}/decide`, { status: 'received' });
  }

  /** The merchant looks at commission that is held, and now and then takes some away that is not. */
  async decide(): Promise<void> {
    const status = this.random.weighted({ held: 70, pending: 30 });
    const url = `${this.storm.base}/admin/v1/commissions?limit=20&status=${status}`;
    const list = await post(url, undefined, { admin: true, method: 'GET' });
    this.storm.witness.heard('list commissions', list);
    const { items = [] } = list.body as { items?: { id: string }[] };
    if (items.length === 0) return;
    const verdict = status === 'held' && this.random.chance(0.6) ? 'released' : 'rejected';
    await this.admin(`/commissions/${this.random.pick(items).id}/decide`, { verdict, note: 'a crash test' });
  }

  #anyOrder(): BoughtOrder | undefined {
    return this.storm.orders.length === 0 ? undefined : this.random.pick(this.storm.orders.slice(-60));
  }
}
