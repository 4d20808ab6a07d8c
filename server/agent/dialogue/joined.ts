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
      (last.intent === act.intent || TELLS.has(act.intent) || TELLS.has(last.intent) || pointsAt(last, act))
    )
      found[found.length - 1] = merged(last, act);
    else found.push(act);
  }
  return found;
}

const pointsAt = (first: Act, then: Act): boolean =>
  POINTS.has(first.intent) && WANTS_POINTED.has(then.intent);

function merged(first: Act, then: Act): Act {
  const intent =
    TELLS.has(then.intent) && !(TELLS.has(first.intent) && then.intent === 'give_order_number')
      ? first.intent
      : then.intent;
  return {
    intent,
    confidence: Math.min(first.confidence, then.confidence),
    entities: both(first.entities, then.entities),
  };
}

function both(first: Entities, then: Entities): Entities {
  const all: Record<string, unknown[]> = { ...(first as Record<string, unknown[]>) };
  for (const [name, values] of Object.entries(then))
    all[name] = [...new Set([...(all[name] ?? []), ...(values as unknown[])])];
  return all as Entities;
}
