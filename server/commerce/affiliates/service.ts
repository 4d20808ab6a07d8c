import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { listPage, type Page, type PageRequest } from '../listing.ts';
import { orders } from '../orders/model.ts';
import {
  type Attribution,
  type AttributionStatus,
  attributions,
  type CommissionRule,
  commissionRules,
  type PaidPayout,
  type Publisher,
  publishers,
} from './model.ts';
import { markPaid, type PayoutMark } from './pay.ts';
import { settle } from './settle.ts';

export interface PublisherInput {
  name: string;
  status?: Publisher['status'] | undefined;
  contacts?: string[] | undefined;
  domains?: string[] | undefined;
}

const NEWEST = { field: 'createdAt', direction: 'desc' } as const;
const BATCH = 200;

/** Publishers, the rules by which they are paid, and what the merchant decides about held commission. */
export class PublisherService {
  readonly #deps: { store: Store; clock: Clock; ids: Ids };
  constructor(deps: { store: Store; clock: Clock; ids: Ids }) {
    this.#deps = deps;
  }

  async create(input: PublisherInput, within?: Transaction): Promise<Publisher> {
    return this.#work(within, (tx) =>
      tx.insert(publishers, { _id: this.#deps.ids.next('pub'), ...fields(input) }),
    );
  }

  /** @throws CommerceError `not_found` */
  async update(id: string, input: Partial<PublisherInput>, within?: Transaction): Promise<Publisher> {
    return this.#work(within, async (tx) => {
      const known = await tx.get(publishers, id);
      if (!known) throw unknownPublisher(id);
      return tx.replace(publishers, { ...known, ...fields({ ...known, ...input }) });
    });
  }

  /** @throws CommerceError `not_found` */
  async get(id: string): Promise<Publisher> {
    const known = await this.#deps.store.get(publishers, id);
    if (!known) throw unknownPublisher(id);
    return known;
  }

  /** Undefined when there is none of this id. */
  find(id: string): Promise<Publisher | undefined> {
    return this.#deps.store.get(publishers, id);
  }

  /** Newest first. */
  list(page: PageRequest): Promise<Page<Publisher>> {
    return listPage(this.#deps.store, publishers, { sort: NEWEST }, page);
  }

  /** The rules, those that begin last first. */
  rules(page: PageRequest): Promise<Page<CommissionRule>> {
    const sort = { field: 'validFrom', direction: 'desc' } as const;
    return listPage(this.#deps.store, commissionRules, { sort }, page);
  }

  /**
   * A rule holds for orders from now on, or from a later moment: what was promised before stays.
   * @throws CommerceError `invalid_input`, `not_found`
   */
  async addRule(
    input: Pick<CommissionRule, 'title' | 'effect' | 'appliesTo'> & {
      validFrom?: number | undefined;
      validUntil?: number | undefined;
    },
    within?: Transaction,
  ): Promise<CommissionRule> {
    const now = this.#deps.clock.now();
    const { validFrom = now, validUntil, ...rest } = input;
    refusePast(validFrom, now, 'valid_from');
    if (validUntil !== undefined && validUntil <= validFrom)
      throw new CommerceError('invalid_input', 'A rule ends after it begins: choose a later valid_until.', {
        field: 'valid_until',
      });
    return this.#work(within, async (tx) => {
      for (const id of rest.appliesTo.publisherIds)
        if (!(await tx.get(publishers, id))) throw unknownPublisher(id);
      return tx.insert(commissionRules, {
        ...rest,
        _id: this.#deps.ids.next('rule'),
        validFrom,
        ...(validUntil !== undefined && { validUntil }),
      });
    });
  }

  /** Ends a rule; what it earned stays. @param when now when absent @throws CommerceError `not_found`, `invalid_input` */
  async endRule(id: string, when?: number, within?: Transaction): Promise<CommissionRule> {
    const now = this.#deps.clock.now();
    const at = when ?? now;
    refusePast(at, now, 'at');
    return this.#work(within, async (tx) => {
      const rule = await tx.get(commissionRules, id);
      if (!rule)
        throw new CommerceError(
          'not_found',
          `There is no commission rule "${id}". List them to find its id.`,
          {
            field: 'id',
          },
        );
      return tx.replace(commissionRules, { ...rule, validUntil: Math.min(at, rule.validUntil ?? at) });
    });
  }

  /** Credited orders, newest first. */
  attributions(
    where: { publisherId?: string | undefined; status?: AttributionStatus | undefined },
    page: PageRequest,
  ): Promise<Page<Attribution>> {
    const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
    return listPage(this.#deps.store, attributions, { where: given, sort: NEWEST }, page);
  }

  /**
   * Releases held commission, or rejects what is held or pending: rejected commission is reversed to zero.
   * @throws CommerceError `not_found`, `conflict`
   */
  async decide(
    id: string,
    decision: { verdict: 'released' | 'rejected'; by: string; note: string },
    within?: Transaction,
  ): Promise<Attribution> {
    const { verdict } = decision;
    return this.#work(within, async (tx) => {
      const known = await tx.get(attributions, id);
      if (!known)
        throw new CommerceError('not_found', `There is no commission "${id}". List them to find its id.`, {
          field: 'id',
        });
      const open = verdict === 'released' ? ['held'] : ['held', 'pending'];
      if (!open.includes(known.status))
        throw new CommerceError(
          'conflict',
          `This commission is ${known.status}; only one that is ${open.join(' or ')} can be ${verdict}.`,
        );
      const order = await tx.get(orders, known.orderId);
      if (!order) throw new Error(`attribution ${id} has no order`);
      const status = verdict === 'released' ? ('pending' as const) : ('rejected' as const);
      return settle(tx, { ...known, status, decision: { ...decision, at: this.#deps.clock.now() } }, order);
    });
  }

  /** See `markPaid`. @throws CommerceError `not_found`, `conflict` */
  async markPaid(mark: PayoutMark, within?: Transaction): Promise<PaidPayout[]> {
    return this.#work(within, (tx) => markPaid(tx, mark, this.#deps.clock.now()));
  }

  /** Approves commission of orders whose goods can no longer come back. Answers how many. */
  async approveDue(): Promise<number> {
    let count = 0;
    for (;;) {
      const done = await this.#deps.store.transaction(async (tx) => {
        const now = this.#deps.clock.now();
        const due = await tx.find(attributions, {
          where: { status: 'pending', dueAt: { lte: now } },
          sort: { field: 'dueAt', direction: 'asc' },
          limit: BATCH,
        });
        for (const one of due)
          await tx.replace(attributions, { ...one, status: 'approved', approvedAt: now });
        return due.length;
      });
      count += done;
      if (done < BATCH) return count;
    }
  }

  #work<T>(within: Transaction | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return within ? work(within) : this.#deps.store.transaction(work);
  }
}

/** @param now read once: time goes on while a request is looked at */
function refusePast(at: number, now: number, field: string): void {
  if (at >= now) return;
  throw new CommerceError(
    'invalid_input',
    'This moment has passed, and what was promised then stays: choose now or later.',
    { field },
  );
}

function fields({ name, status = 'active', contacts = [], domains = [] }: PublisherInput) {
  return {
    name: name.trim(),
    status,
    contacts: [...new Set(contacts.map((contact) => contact.trim().toLowerCase()))],
    domains: [
      ...new Set(
        domains.map((domain) =>
          domain
            .trim()
            .toLowerCase()
            .replace(/^www\./, ''),
        ),
      ),
    ],
  };
}

const unknownPublisher = (id: string): CommerceError =>
  new CommerceError('not_found', `There is no publisher "${id}". List them with GET /publishers.`, {
    field: 'publisher_id',
  });
