import type { Entities, Reading, Turn } from '../../server/agent/reading/model.ts';
import { entitiesOf } from '../../server/agent/reading/read-with.ts';
import { differences } from '../../server/agent/reading/same-entities.ts';

export interface JudgedTurn {
  turn: Turn;
  reading: Reading;
  /** Intents in their order, or `out`. */
  wanted: string;
  got: string;
  entities: Entities;
  /** Names of entities that differ. */
  differ: readonly string[];
  right: boolean;
  /** Sure enough to be answered, and a matter for a shop. */
  handled: boolean;
}

const told = (scope: string, intents: readonly string[]): string =>
  scope === 'out' ? 'out' : intents.join(',');

/** Holds a reading against its label. */
export function judgeTurn(turn: Turn, reading: Reading, threshold: number): JudgedTurn {
  const entities = entitiesOf(reading.acts);
  const wanted = told(turn.scope, turn.intents);
  const got = told(
    reading.scope,
    reading.acts.map((act) => act.intent),
  );
  const differ = turn.scope === 'out' ? [] : differences(entities, turn.entities, turn.lang);
  return {
    turn,
    reading,
    wanted,
    got,
    entities,
    differ,
    right: wanted === got && differ.length === 0,
    handled: reading.scope === 'in' && reading.confidence >= threshold,
  };
}

export interface Figures {
  turns: number;
  inScope: number;
  /** Share of the turns in scope that are sure enough. */
  handled: number;
  /** Share of those that differ from the label in intents or entities. */
  wrong: number;
  /** Share of those whose intents differ. */
  wrongIntents: number;
  /** Share of the turns out of scope that would be answered. */
  outAnswered: number;
  /** Share of all turns whose intents are right, sure or not. */
  intents: number;
  /** Share of all turns of which all is right, sure or not. */
  all: number;
}

const share = (part: number, of: number): number => (of === 0 ? 0 : part / of);

export function figuresOf(rows: readonly JudgedTurn[]): Figures {
  const inside = rows.filter(({ turn }) => turn.scope === 'in');
  const outside = rows.filter(({ turn }) => turn.scope === 'out');
  const handled = inside.filter((row) => row.handled);
  const count = (list: readonly JudgedTurn[], test: (row: JudgedTurn) => boolean): number =>
    list.filter(test).length;
  return {
    turns: rows.length,
    inScope: inside.length,
    handled: share(handled.length, inside.length),
    wrong: share(
      count(handled, (row) => !row.right),
      handled.length,
    ),
    wrongIntents: share(
      count(handled, (row) => row.wanted !== row.got),
      handled.length,
    ),
    outAnswered: share(
      count(outside, (row) => row.handled),
      outside.length,
    ),
    intents: share(
      count(rows, (row) => row.wanted === row.got),
      rows.length,
    ),
    all: share(
      count(rows, (row) => row.right),
      rows.length,
    ),
  };
}

/** What was read for what, the most frequent first. */
export function confusions(rows: readonly JudgedTurn[]): { wanted: string; got: string; count: number }[] {
  const counts = new Map<string, { wanted: string; got: string; count: number }>();
  for (const { wanted, got } of rows) {
    if (wanted === got) continue;
    const key = `${wanted} ${got}`;
    const found = counts.get(key) ?? { wanted, got, count: 0 };
    found.count += 1;
    counts.set(key, found);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.wanted.localeCompare(b.wanted));
}
