import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toolsByName } from '../../../tools/registry.ts';
import { ASKED, INTENT_NAMES } from '../reading/intent-names.ts';
import { renderDialogue } from './draw.ts';
import { dialogueMachine, nextState } from './machine.ts';
import { meantIn } from './reading-in-state.ts';
import { type DialogueEvent, OUTCOMES, type StateRow, TOPICS } from './state-row.ts';
import { FIRST_STATE, STATES, type StateId, stateOf } from './states.ts';
import { kept, resumed, SILENCE_MS, succeeded } from './stored.ts';

const rows = STATES as readonly StateRow<StateId>[];
const EVENTS: readonly DialogueEvent[] = [
  ...INTENT_NAMES,
  ...OUTCOMES,
  ...TOPICS.map((topic) => `ask.${topic}` as const),
  'out',
  'silent',
];

/** Short things that customers say, of every kind. */
const PROBES = [
  ...[
    'yes',
    'no',
    'ok',
    'no thanks',
    '3',
    '1',
    '2x',
    'the second one',
    'the last one',
    'blue',
    'XL',
    'for my mother',
  ],
  ...['$50', '49.90 €', 'me@example.com', '+14155550123', '123456', 'SW-7K4QP-X2M9D', 'SAVE10', 'birthday'],
  ...[
    '12 Hill Street, 94110 San Francisco',
    'Germany',
    'next week',
    'it broke',
    'headphones',
    'Beam 200',
    '',
  ],
];

describe('the states', () => {
  it('are at least sixty, each with a name of its own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('differ from each other in their tools or in what short answers mean', () => {
    const seen = new Map<string, string>();
    const same: string[] = [];
    for (const { id, tools } of rows) {
      const readings = PROBES.map((text) => {
        const meant = meantIn(id, text, 'en');
        return meant ? [meant.intent, meant.slot] : null;
      });
      const signature = JSON.stringify([[...new Set(tools)].sort(), readings]);
      const other = seen.get(signature);
      if (other !== undefined) same.push(`${id} = ${other}`);
      seen.set(signature, id);
    }
    expect(same).toEqual([]);
  });

  it('name tools, questions and states that there are', () => {
    for (const { id, tools, asked, on, by } of rows) {
      for (const tool of tools) expect(toolsByName.has(tool), `${id}: ${tool}`).toBe(true);
      if (asked) expect(ASKED, id).toContain(asked);
      for (const target of Object.values(on ?? {})) expect(() => stateOf(target as StateId).id).not.toThrow();
      for (const event of [...(by ?? []), ...Object.keys(on ?? {})]) expect(EVENTS, id).toContain(event);
    }
  });

  it('have one for every event from anywhere, and no event has two', () => {
    const all = rows.flatMap(({ by }) => by ?? []);
    expect(new Set(all).size).toBe(all.length);
    const answers = new Set(['yes', 'no']);
    for (const intent of INTENT_NAMES) if (!answers.has(intent)) expect(all, intent).toContain(intent);
    for (const topic of TOPICS) expect(all, topic).toContain(`ask.${topic}`);
  });

  it.each(rows.map(({ id }) => id))('%s is entered and left', (id) => {
    const path = pathTo(id);
    expect(path, 'no way leads there').toBeDefined();
    const end = path!.reduce<StateId>(nextState, FIRST_STATE);
    expect(end).toBe(id);
    expect(EVENTS.some((event) => nextState(id, event) !== id)).toBe(true);
  });
});

let ways: Map<StateId, DialogueEvent[]> | undefined;
/** The shortest way from the first state. */
function pathTo(wanted: StateId): DialogueEvent[] | undefined {
  if (!ways) {
    ways = new Map<StateId, DialogueEvent[]>([[FIRST_STATE, []]]);
    // A map is gone through with what is added on the way.
    for (const [from, way] of ways)
      for (const event of EVENTS) {
        const next = nextState(from, event);
        if (!ways.has(next)) ways.set(next, [...way, event]);
      }
  }
  return ways.get(wanted);
}

describe('a conversation that stopped', () => {
  const now = 1_800_000_000_000;

  it.each(rows.map(({ id }) => id))('in %s goes on there after a restart', (id) => {
    const stored = JSON.parse(JSON.stringify(kept(id, now)));
    expect(resumed({ dialogue: stored }, now + 60_000)).toBe(id);
  });

  it.each(rows.map(({ id }) => id))('in %s is taken up again after a silence', (id) => {
    const after = resumed({ dialogue: kept(id, now) }, now + SILENCE_MS + 1);
    expect(after).toMatch(/^(?:recovery|person|consent|profile)\./);
  });

  it.each(rows.map(({ id }) => id))('in %s goes on after a version that renamed it', (id) => {
    const old = { state: `old.${id}`, version: 1 };
    expect(succeeded(old, { 2: { [`old.${id}`]: id } }, 2)).toBe(id);
    // Renamed twice while the conversation slept.
    expect(succeeded(old, { 2: { [`old.${id}`]: 'between' }, 3: { between: id } }, 3)).toBe(id);
  });

  it('in a state that nobody knows goes on near it, or from the beginning', () => {
    expect(succeeded({ state: 'order.teleport', version: 99 })).toBe('order.shown');
    expect(succeeded({ state: 'gone', version: 1 })).toBe(FIRST_STATE);
    expect(resumed({}, now)).toBe(FIRST_STATE);
  });

  it('before there were states goes on with what was asked', () => {
    const pending = { kind: 'order_code', orderNumber: 'SW-7K4QP-X2M9D', expiresAt: now + 1 } as const;
    expect(resumed({ pending }, now)).toBe('order.code');
    expect(resumed({ pending }, now + 2)).toBe(FIRST_STATE);
  });
});

it('every state of the table is one of the machine', () => {
  expect(Object.keys(dialogueMachine.states).sort()).toEqual(
    [...new Set(rows.map(({ id }) => id.split('.')[0]!))].sort(),
  );
});

it('docs/dialogue.md is what the code says (if not: node scripts/write-states.ts)', () => {
  expect(readFileSync(new URL('../../../docs/dialogue.md', import.meta.url), 'utf8')).toBe(renderDialogue());
});
