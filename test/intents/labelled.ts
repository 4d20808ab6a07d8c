import { USES } from '../../server/agent/dialogue/uses.ts';
import { type Understand, wishesOf } from '../../server/agent/dialogue/wishes.ts';
import { readMessage } from '../../server/agent/intents/read-message.ts';
import type { Act, Entities, EntityName, Reading, Turn } from '../../server/agent/reading/model.ts';
import { folded } from '../../server/platform/folded.ts';

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const NOT_WORDS: ReadonlySet<string> = new Set(['product_id', 'product_ids']);

/** What a label says, as the reader would have said it. Of several wishes, each gets what its answer goes by. */
export function labelledReading(turn: Turn, own: Reading): Reading {
  const entries = Object.entries(turn.entities).filter(
    ([name, value]) => !NOT_WORDS.has(name) && value !== null,
  );
  const acts = turn.intents.map((intent): Act => ({ intent, confidence: 1, entities: {} }));
  for (const [name, value] of entries)
    for (const one of listOf(value)) give(acts, name as EntityName, one, own);
  return { language: turn.lang, scope: turn.scope, acts, confidence: 1 };
}

function give(acts: Act[], name: EntityName, value: unknown, own: Reading): void {
  if (acts.length === 0) return;
  const sameActs = own.acts.map(({ intent }) => intent).join() === acts.map(({ intent }) => intent).join();
  const words = (one: unknown): string[] => folded(String(one)).split(' ');
  const exactly = own.acts.findIndex(({ entities }) =>
    Object.values(entities).some((list) =>
      (list as unknown[]).some((one) => folded(String(one)) === folded(String(value))),
    ),
  );
  const held = !sameActs
    ? -1
    : exactly >= 0
      ? exactly
      : own.acts.findIndex(({ entities }) =>
          Object.values(entities).some((list) =>
            (list as unknown[]).some((one) => words(one).some((word) => words(value).includes(word))),
          ),
        );
  const uses = ({ intent }: Act): boolean => USES[intent]?.includes(name) ?? false;
  const free = acts.findIndex((act) => uses(act) && act.entities[name] === undefined);
  const at = held >= 0 ? held : free >= 0 ? free : Math.max(0, acts.findIndex(uses));
  const entities = acts[at]!.entities as Record<string, unknown[]>;
  entities[name] = [...(entities[name] ?? []), value];
}

/** Understands a message by its label. */
export const byLabel =
  (turn: Turn, own: Reading): Understand =>
  (text, { language, state }) => ({
    every: true,
    wishes: wishesOf(
      labelledReading(turn, own) satisfies Reading & { acts: { entities: Entities }[] },
      text,
      readMessage(text, language),
      state,
    ),
  });
