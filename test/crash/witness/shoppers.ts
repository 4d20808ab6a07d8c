import { BUYER } from '../../fixtures/shop.ts';
import { PUBLISHERS } from '../publishers.ts';
import type { Caller } from './facts.ts';
import type { Lane } from './lane.ts';

/** Who buys, and through whom. */
export interface Shopper {
  /** Whose page or bot fills the cart; nobody's when absent. */
  fills?: Caller;
  /** Who buys; the same as who fills when absent, and otherwise takes the cart over by its link. */
  buys?: { as: Caller | undefined };
  /** The publisher who works on the cart first. */
  credited?: string;
  email: string;
}

/** Some come by themselves, some through a publisher's bot, some through its page, and some of those on to another bot. */
export function anyShopper({ random }: Pick<Lane, 'random'>): Shopper {
  const through = random.weighted({ nobody: 45, server: 35, browser: 20 });
  const { id, contact, domain, server, browser, origin } = random.pick(PUBLISHERS);
  const whose = random.weighted({ buyer: 45, stranger: 45, publisher: 5, colleague: 5 });
  const email = {
    buyer: BUYER.email,
    stranger: `${random.between(1, 1e9)}@witness.example`,
    publisher: contact,
    colleague: `someone.else@${domain}`,
  }[whose];
  if (through === 'nobody') return { email };
  if (through === 'server') return { email, credited: id, fills: { secret: server } };
  const as = random.chance(0.3) ? { secret: random.pick(PUBLISHERS).server } : undefined;
  return { email, credited: id, fills: { secret: browser, origin }, buys: { as } };
}
