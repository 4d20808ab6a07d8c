import { judgeCommissions } from './commissions.ts';
import { judgeConversations } from './conversations.ts';
import { type Evidence, gather, type Violation } from './evidence.ts';
import { judgeMoney } from './money.ts';
import { judgeOutbox } from './outbox.ts';
import { judgePromises } from './promises.ts';
import { judgeStock } from './stock.ts';
import { judgeWebhooks } from './webhooks.ts';

/** @param unfinished jobs that did not end well */
export function judge(
  dir: string,
  unfinished: readonly string[],
): { violations: Violation[]; evidence: Evidence } {
  const evidence = gather(dir);
  return { violations: judgeEvidence(evidence, unfinished), evidence };
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
