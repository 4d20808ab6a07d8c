import type { IntentName } from '../reading/intent-names.ts';
import type { Act, Entities } from '../reading/model.ts';

/** Said along with what is wanted: answered only where nothing else is. */
const COURTESIES: ReadonlySet<IntentName> = new Set(['greeting', 'thanks', 'goodbye', 'small_talk', 'wait']);
/** What only tells something that another wish of the same message is about, by what it tells. */
const TELLS: ReadonlySet<IntentName> = new Set([
  'give_contact',
  'give_order_number',
  'give_address',
  'correction',
]);
/** What says by itself which thing is meant, before what is wanted of it. */
const POINTS: ReadonlySet<IntentName> = new Set(['choose', 'product_details']);
const WANTS_POINTED: ReadonlySet<IntentName> = new Set([
  ...(['add_to_cart', 'price', 'stock', 'attribute_question', 'size_fit', 'compare'] as const),
]);

/** Acts that are one wish together become one: "the second one, add it", "no, the blue one", "send it to me@example.com". */
export function joined(acts: readonly Act[]): Act[] {
  const wanted = acts.some(({ intent }) => !COURTESIES.has(intent));
  const rest = wanted ? acts.filter(({ intent }) => !COURTESIES.has(intent)) : acts;
  const found: Act[] = [];
  for (const act of rest) {
    const last = found.at(-1);
    if (
      last &&
      (last.intent === act.intent ||
        isAdvice(last, act) ||
        TELLS.has(act.intent) ||
        TELLS.has(last.intent) ||
        pointsAt(last, act))
    )
      found[found.length - 1] = merged(last, act);
    else found.push(act);
  }
  return found;
}

/** Presents and advice are found, too: what is looked for for somebody is one wish. */
const ADVISED: ReadonlySet<IntentName> = new Set(['gift', 'recommend']);
const pointsAt = (first: Act, then: Act): boolean =>
  POINTS.has(first.intent) && WANTS_POINTED.has(then.intent);

const isAdvice = (first: Act, then: Act): boolean =>
  (first.intent === 'search' && ADVISED.has(then.intent)) ||
  (ADVISED.has(first.intent) && then.intent === 'search');

function merged(first: Act, then: Act): Act {
  return {
    intent: intentOf(first, then),
    confidence: Math.min(first.confidence, then.confidence),
    entities: both(first.entities, then.entities),
  };
}

function intentOf(first: Act, then: Act): IntentName {
  if (isAdvice(first, then)) return first.intent === 'search' ? then.intent : first.intent;
  if (!TELLS.has(then.intent)) return then.intent;
  return TELLS.has(first.intent) && then.intent === 'give_order_number' ? then.intent : first.intent;
}

function both(first: Entities, then: Entities): Entities {
  const all: Record<string, unknown[]> = { ...(first as Record<string, unknown[]>) };
  for (const [name, values] of Object.entries(then))
    all[name] = [...new Set([...(all[name] ?? []), ...(values as unknown[])])];
  return all as Entities;
}
