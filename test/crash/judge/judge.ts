import type { ConsentEntry } from '../../../server/commerce/consent/model.ts';
import { judgeCommissions } from './commissions.ts';
import { judgeConsents } from './consents.ts';
import { judgeConversations } from './conversations.ts';
import { type ChannelRules, judgeDeliveries } from './deliveries.ts';
import { type Evidence, gather, type Violation } from './evidence.ts';
import { judgeMessages } from './messages.ts';
import { judgeMoney } from './money.ts';
import { judgeOutbox } from './outbox.ts';
import { judgePromises } from './promises.ts';
import { judgeStock } from './stock.ts';
import { judgeWebhooks } from './webhooks.ts';

export interface JudgeOptions extends ChannelRules {
  /** Jobs that did not end well. */
  unfinished: readonly string[];
  /** The ledger of consents at the last judgement. */
  consentsBefore: readonly ConsentEntry[];
}

export function judge(dir: string, options: JudgeOptions): { violations: Violation[]; evidence: Evidence } {
  const evidence = gather(dir);
  const { whatsapp = [] } = evidence;
  const known = { ...evidence, whatsapp };
  const violations = [
    ...judgeEvidence(evidence, options.unfinished),
    ...judgeMessages(known),
    ...judgeDeliveries(known, options),
    ...judgeConsents(known, options, options.consentsBefore),
  ];
  return { violations, evidence };
}

/** @param unfinished jobs that did not end well */
export function judgeEvidence(evidence: Evidence, unfinished: readonly string[]): Violation[] {
  return [
    ...evidence.damage.map((detail) => ({ invariant: 'the file is whole', detail })),
    ...unfinished.map((detail) => ({ invariant: 'every job is done', detail })),
    ...judgeMoney(evidence),
    ...judgeCommissions(evidence),
    ...judgeStock(evidence),
    ...judgePromises(evidence),
    ...judgeOutbox(evidence),
    ...judgeWebhooks(evidence),
    ...judgeConversations(evidence),
  ];
}
