import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import type { Caller } from '../carts/service.ts';
import { CommerceError } from '../errors.ts';
import type { SessionService } from '../sessions/service.ts';
import { type Lead, leads } from './model.ts';
import { scoreLead } from './rules.ts';

const unasked = defineGuard('lead:consent', 'Contact details are kept only with consent.');

export type LeadInput = Pick<Lead, 'need' | 'timeframe' | 'contact' | 'consent' | 'productIds'> & {
  budget?: Lead['budget'];
};

export class LeadService {
  readonly #deps: { store: Store; ids: Ids; sessions: SessionService };
  constructor(deps: { store: Store; ids: Ids; sessions: SessionService }) {
    this.#deps = deps;
  }

  /** One lead a session: told again, it is brought up to date. Contact is kept only with consent. */
  async qualify(caller: Caller, input: LeadInput): Promise<Lead> {
    const { store, ids, sessions } = this.#deps;
    const hasContact = Object.values(input.contact).some((value) => value !== undefined);
    if (unasked(hasContact && !input.consent)) {
      throw new CommerceError(
        'invalid_input',
        'Contact details may be stored only when the person agreed to be contacted. Ask, then pass consent: true; or leave contact out.',
        { field: 'consent' },
      );
    }
    return store.transaction(async (tx) => {
      await sessions.ensureDurable(tx, caller.session);
      const [known] = await tx.find(leads, { where: { sessionId: caller.session._id }, limit: 1 });
      const merged = {
        need: input.need,
        timeframe: input.timeframe,
        consent: input.consent || (known?.consent ?? false),
        contact: { ...known?.contact, ...input.contact },
        productIds: [...new Set([...(known?.productIds ?? []), ...input.productIds])].slice(-50),
        ...((input.budget ?? known?.budget) && { budget: (input.budget ?? known?.budget)! }),
      };
      const scored = { ...merged, ...scoreLead(merged) };
      if (known) return tx.replace(leads, { ...known, ...scored });
      return tx.insert(leads, {
        _id: ids.next('lead'),
        sessionId: caller.session._id,
        principalId: caller.principal.id,
        ...(caller.session.publisherId !== undefined && { publisherId: caller.session.publisherId }),
        ...scored,
        status: 'new',
      });
    });
  }

  /** @throws CommerceError `not_found` */
  async setStatus(id: string, status: Lead['status']): Promise<Lead> {
    return this.#deps.store.transaction(async (tx) => {
      const lead = await tx.get(leads, id);
      if (!lead) throw new CommerceError('not_found', `There is no lead "${id}".`, { field: 'id' });
      return lead.status === status ? lead : tx.replace(leads, { ...lead, status });
    });
  }
}
