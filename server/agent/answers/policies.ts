import type { PolicyKind } from '../../commerce/policies/model.ts';
import type { Block } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Handler, Handlers, Outcome } from './asked.ts';
import { say } from './say.ts';
import { offerPerson } from './talk.ts';

const SECTIONS = 6;

/** The sections of a policy, word for word. Undefined where the shop has none. */
export async function policyBlocks(
  { turn }: Pick<Asked, 'turn'>,
  kind: PolicyKind,
  about?: RegExp,
): Promise<Block[] | undefined> {
  const answer = await turn.toolbox.read('get_policy', { kind });
  const sections = answer.ok ? answer.facts.filter((fact) => fact.kind === 'policy') : [];
  if (sections.length === 0) return undefined;
  const fit = about
    ? sections.filter(({ label, field, value }) =>
        about.test(folded(`${field} ${label ?? ''} ${value.type === 'text' ? value.text : ''}`)),
      )
    : sections;
  return (fit.length > 0 ? fit : sections)
    .slice(0, SECTIONS)
    .map((fact): Block => ({ type: 'text', segments: [{ type: 'fact', fact: fact.id, form: 'labelled' }] }));
}

/** What the shop has written; where it has written nothing, that it has not, and who can tell. */
const policy =
  (kind: PolicyKind): Handler =>
  async (asked): Promise<Outcome> => {
    const blocks = await policyBlocks(asked, kind);
    return blocks ? { blocks } : offerPerson('not_written');
  };

export const POLICIES: Handlers = {
  return_policy: policy('returns'),
  warranty_policy: policy('warranty'),
  payment_methods: policy('payment'),
  shipping_cost: policy('shipping'),
  delivery_time: policy('shipping'),
  shipping_destination: policy('shipping'),
  tax_question: async () => ({ blocks: [say('tax_at_checkout')] }),
  store_info: async (asked) => {
    const blocks = await policyBlocks(asked, 'terms');
    return blocks ? { blocks } : offerPerson('not_written');
  },
};
