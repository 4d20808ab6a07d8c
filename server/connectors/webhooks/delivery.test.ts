import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collections } from '../../collections.ts';
import { type DomainEvent, events } from '../../commerce/events/model.ts';
import { EventRecorder } from '../../commerce/events/recorder.ts';
import { ManualClock } from '../../platform/clock.ts';
import { SequentialIds } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import type { Outcome } from './attempt.ts';
import { WebhookDispatcher } from './dispatcher.ts';
import { type WebhookEndpoint, webhookDeliveries, webhookEndpoints } from './model.ts';
import { WebhookService } from './service.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TAKEN: Outcome = { ok: true, status: 204, durationMs: 1 };
const refused = (status = 500): Outcome => ({
  ok: false,
  status,
  error: `answered ${status}`,
  gone: status === 410,
  durationMs: 1,
});

type Send = (endpoint: WebhookEndpoint, event: DomainEvent) => Outcome | Promise<Outcome>;

class Fixture {
  readonly clock = new ManualClock();
  readonly ids = new SequentialIds();
  /** By endpoint, the events that it was sent, each as often as it was. */
  readonly sent = new Map<string, DomainEvent[]>();
  readonly notices: string[] = [];
  /** Within the transaction. */
  readonly disabled: string[] = [];
  readonly store: Store;
  readonly recorder: EventRecorder;
  dispatcher: WebhookDispatcher;
  readonly service: WebhookService;
  send: Send = () => TAKEN;

  private constructor(store: Store, recorder: EventRecorder) {
    this.store = store;
    this.recorder = recorder;
    this.dispatcher = this.#dispatcher();
    this.service = new WebhookService({
      ...{ store, clock: this.clock, ids: this.ids },
      outboundAllow: [],
      send: async () => TAKEN,
      changed: (id) => this.dispatcher.reload(id),
    });
  }

  static async open(): Promise<Fixture> {
    const clock = new ManualClock();
    const store = await openSqliteStore({ path: ':memory:', clock, collections });
    const fixture = new Fixture(store, await EventRecorder.open({ store, ids: new SequentialIds() }));
    return fixture;
  }

  #dispatcher(): WebhookDispatcher {
    return new WebhookDispatcher({
      ...{ store: this.store, clock: this.clock, ids: this.ids },
      random: () => 0.5,
      send: async (endpoint, event) => {
        this.sent.set(endpoint._id, [...(this.sent.get(endpoint._id) ?? []), event]);
        return this.send(endpoint, event);
      },
      onFault: (error) => {
        throw error;
      },
      whenDisabled: async (_tx, { _id, status }) => void this.disabled.push(`${_id} ${status}`),
      onDisabled: ({ _id }, because) => this.notices.push(`${_id} ${because}`),
    });
  }

  async endpoint(types: string[] = []): Promise<string> {
    return (await this.service.add({ url: 'https://hooks.example.com/', types })).endpoint._id;
  }

  async happen(...subjects: string[]): Promise<void> {
    await this.store.transaction(async (tx) => {
      for (const subject of subjects)
        await this.recorder.record(tx, { type: 'order.updated', subject, data: {} });
    });
  }

  /** Drains at each of so many steps of time. */
  async pass(ms: number, step = 10 * MINUTE): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.advance(step);
      await this.dispatcher.drain();
    }
  }

  async restart(): Promise<void> {
    await this.dispatcher.stop(0);
    this.dispatcher = this.#dispatcher();
  }

  told(id: string): string[] {
    return (this.sent.get(id) ?? []).map(({ sequence, subject }) => `${sequence} ${subject}`);
  }
}

let fixture: Fixture;
beforeEach(async () => {
  fixture = await Fixture.open();
});
afterEach(async () => {
  await fixture.dispatcher.stop(0);
  await fixture.store.close();
});

describe('an endpoint', () => {
  it('gets what happens from then on, of the types it wants', async () => {
    await fixture.happen('order/a');
    const all = await fixture.endpoint();
    const leads = await fixture.endpoint(['lead.*']);
    await fixture.happen('order/a', 'order/b');
    await fixture.dispatcher.drain();
    expect(fixture.told(all)).toEqual(['2 order/a', '3 order/b']);
    expect(fixture.told(leads)).toEqual([]);
  });

  it('goes on after a restart where it was, and sends nothing twice that was noted', async () => {
    const id = await fixture.endpoint();
    await fixture.happen('order/a');
    await fixture.dispatcher.drain();
    await fixture.restart();
    await fixture.happen('order/b');
    await fixture.dispatcher.drain();
    expect(fixture.told(id)).toEqual(['1 order/a', '2 order/b']);
  });

  it('holds back the later events of a subject until the one before is taken, and no others', async () => {
    const id = await fixture.endpoint();
    fixture.send = (_endpoint, { sequence }) => (sequence === 1 ? refused() : TAKEN);
    await fixture.happen('order/a', 'order/b', 'order/a', 'order/b');
    await fixture.dispatcher.drain();
    await fixture.happen('order/a', 'order/c');
    await fixture.dispatcher.drain();
    expect(fixture.told(id).filter((told) => !told.endsWith('/a'))).toEqual([
      '2 order/b',
      '4 order/b',
      '6 order/c',
    ]);
    fixture.send = () => TAKEN;
    await fixture.restart();
    await fixture.pass(MINUTE, 10_000);
    expect(fixture.told(id).filter((told) => told.endsWith('/a'))).toEqual([
      '1 order/a',
      '1 order/a',
      '3 order/a',
      '5 order/a',
    ]);
    expect(await fixture.store.count(webhookDeliveries)).toBe(0);
  });

  it('gets the events of a subject in order where a crash left a later one stored and an earlier one not', async () => {
    const id = await fixture.endpoint();
    // More lie between than are read ahead, and they take long.
    const { promise: hangs, resolve: answer } = Promise.withResolvers<Outcome>();
    fixture.send = (_endpoint, { sequence, subject }) => {
      if (sequence === 303) answer(TAKEN);
      return subject === 'order/a' ? TAKEN : hangs;
    };
    const others = Array.from({ length: 300 }, (_, n) => `order/${n}`);
    await fixture.happen('order/a', ...others, 'order/a', 'order/a');
    const found = await fixture.store.find(events, { limit: 1000 });
    await fixture.store.transaction(async (tx) => {
      for (const [at, status] of [
        [0, 'waiting'],
        [302, 'parked'],
      ] as const) {
        const { _id: eventId, type, sequence, subject } = found[at]!;
        await tx.insert(webhookDeliveries, {
          _id: `${id}.${eventId}`,
          ...{ endpointId: id, eventId, type, sequence, subject, status, attempts: 1, nextAt: 0 },
        });
      }
    });
    await fixture.restart();
    await fixture.dispatcher.drain();
    expect(fixture.told(id).filter((told) => told.endsWith('/a'))).toEqual([
      '1 order/a',
      '302 order/a',
      '303 order/a',
    ]);
    expect(fixture.told(id)).toHaveLength(303);
    expect(await fixture.store.count(webhookDeliveries)).toBe(0);
  });

  it('that is down for a day is asked seldom, and then gets everything in its order', async () => {
    const id = await fixture.endpoint();
    const other = await fixture.endpoint();
    fixture.send = ({ _id }) => (_id === id ? refused(503) : TAKEN);
    const subjects = Array.from({ length: 300 }, (_, n) => `order/${n % 40}`);
    await fixture.happen(...subjects);
    await fixture.dispatcher.drain();
    expect(fixture.told(other)).toHaveLength(300);
    await fixture.pass(DAY);
    expect(fixture.told(id).length, 'tries in a day').toBeLessThan(60);
    fixture.sent.clear();
    fixture.send = () => TAKEN;
    await fixture.pass(HOUR);
    const sequences = fixture.sent.get(id)!.map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(300);
    for (const list of Map.groupBy(fixture.sent.get(id)!, ({ subject }) => subject).values())
      expect(list.map(({ sequence }) => sequence)).toEqual(
        list.map(({ sequence }) => sequence).sort((a, b) => a - b),
      );
    expect((await fixture.service.get(id)).waiting).toBe(0);
  });

  it('that takes nothing for three days is given up, says so once, and goes on when it is resumed', async () => {
    const id = await fixture.endpoint();
    fixture.send = () => refused(502);
    await fixture.happen('order/a', 'order/a');
    await fixture.dispatcher.drain();
    await fixture.pass(3 * DAY + 2 * HOUR, 30 * MINUTE);
    expect(fixture.notices).toEqual([`${id} unreachable`]);
    expect((await fixture.service.get(id)).endpoint).toMatchObject({
      status: 'disabled',
      disabledBecause: 'unreachable',
    });
    fixture.sent.clear();
    await fixture.happen('order/b');
    await fixture.pass(DAY, HOUR);
    expect(fixture.told(id)).toEqual([]);
    fixture.send = () => TAKEN;
    await fixture.service.update(id, { status: 'active' });
    await fixture.dispatcher.drain();
    expect(fixture.told(id).sort()).toEqual(['2 order/a', '3 order/b']);
    expect(await fixture.service.replay(id, { dead: true })).toBe(1);
    await fixture.dispatcher.drain();
    expect(fixture.told(id)).toContain('1 order/a');
  });

  it('that never takes one event loses it after three days, and the next of its subject goes on', async () => {
    const id = await fixture.endpoint();
    fixture.send = (_endpoint, { sequence }) => (sequence === 1 ? refused(400) : TAKEN);
    await fixture.happen('order/a', 'order/a');
    await fixture.dispatcher.drain();
    for (let day = 0; day < 4; day += 1) {
      await fixture.happen('order/b');
      await fixture.pass(DAY, HOUR);
    }
    expect((await fixture.service.get(id)).endpoint.status).toBe('active');
    expect(await fixture.store.find(webhookDeliveries)).toMatchObject([
      { sequence: 1, status: 'dead', lastError: 'answered 400' },
    ]);
    expect(fixture.told(id)).toContain('2 order/a');
  });

  it('that answers 410 gets nothing any more', async () => {
    const id = await fixture.endpoint();
    fixture.send = () => refused(410);
    await fixture.happen('order/a', 'order/a', 'order/a');
    await fixture.dispatcher.drain();
    await fixture.pass(DAY, HOUR);
    expect(fixture.told(id)).toEqual(['1 order/a']);
    expect(fixture.notices).toEqual([`${id} gone`]);
    expect(fixture.disabled).toEqual([`${id} disabled`]);
  });

  it('that asks for time gets it', async () => {
    const id = await fixture.endpoint();
    fixture.send = () => ({ ...refused(429), retryAfterMs: HOUR }) as Outcome;
    await fixture.happen('order/a');
    await fixture.dispatcher.drain();
    await fixture.pass(50 * MINUTE);
    expect(fixture.told(id)).toHaveLength(1);
    await fixture.pass(20 * MINUTE);
    expect(fixture.told(id)).toHaveLength(2);
  });

  it('that hangs makes nobody else wait', async () => {
    const slow = await fixture.endpoint();
    const quick = await fixture.endpoint();
    const { promise: hangs, resolve: answer } = Promise.withResolvers<Outcome>();
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    fixture.send = ({ _id }, { sequence }) => {
      if (_id === slow) return hangs;
      if (sequence === 50) finish();
      return TAKEN;
    };
    await fixture.dispatcher.start();
    await fixture.happen(...Array.from({ length: 50 }, (_, n) => `order/${n}`));
    await done;
    expect(fixture.told(quick)).toHaveLength(50);
    expect(fixture.told(slow), 'under way at once').toHaveLength(8);
    answer(TAKEN);
    await fixture.dispatcher.drain();
    expect(fixture.told(slow)).toHaveLength(50);
  });

  it('gets nothing while it is paused, and everything afterwards', async () => {
    const id = await fixture.endpoint();
    await fixture.service.update(id, { status: 'paused' });
    await fixture.happen('order/a', 'order/b');
    await fixture.dispatcher.drain();
    expect(fixture.told(id)).toEqual([]);
    await fixture.service.update(id, { status: 'active' });
    await fixture.dispatcher.drain();
    expect(fixture.told(id)).toEqual(['1 order/a', '2 order/b']);
  });

  it('gets again what is asked for: one event, or all after a place', async () => {
    const id = await fixture.endpoint();
    await fixture.happen('order/a', 'order/b', 'order/c');
    await fixture.dispatcher.drain();
    const [first] = fixture.sent.get(id)!;
    fixture.sent.clear();
    expect(await fixture.service.replay(id, { eventId: first!._id })).toBe(1);
    await fixture.dispatcher.drain();
    expect(fixture.sent.get(id)!.map(({ _id }) => _id)).toEqual([first!._id]);
    fixture.sent.clear();
    await fixture.service.replay(id, { after: 1 });
    await fixture.dispatcher.drain();
    expect(fixture.told(id)).toEqual(['2 order/b', '3 order/c']);
  });

  it('is forgotten with what waits for it when it is deleted', async () => {
    const id = await fixture.endpoint();
    fixture.send = () => refused();
    await fixture.happen('order/a', 'order/a');
    await fixture.dispatcher.drain();
    await fixture.service.remove(id);
    await fixture.pass(HOUR);
    expect(await fixture.store.count(webhookDeliveries)).toBe(0);
    expect(await fixture.store.count(webhookEndpoints)).toBe(0);
    expect(fixture.told(id)).toHaveLength(1);
  });
});

it('delivers everything, each subject in its order, whatever fails and however often it restarts', async () => {
  const step = fc.oneof(
    fc.record({ happen: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }) }),
    fc.record({ pass: fc.integer({ min: 1, max: 90 }) }),
    fc.constant({ restart: true }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.infiniteStream(fc.boolean()),
      async (steps, luck) => {
        const own = await Fixture.open();
        try {
          const id = await own.endpoint();
          const taken: DomainEvent[] = [];
          own.send = (_endpoint, event) => {
            if (luck.next().value) return refused();
            taken.push(event);
            return TAKEN;
          };
          for (const one of steps) {
            if ('happen' in one) await own.happen(...one.happen.map((n) => `order/${n}`));
            else if ('pass' in one) await own.pass(one.pass * MINUTE, 15 * MINUTE);
            else await own.restart();
            await own.dispatcher.drain();
          }
          own.send = (_endpoint, event) => {
            taken.push(event);
            return TAKEN;
          };
          await own.pass(2 * HOUR, 30 * MINUTE);
          const all = steps.flatMap((one) => ('happen' in one ? one.happen : []));
          expect(new Set(taken.map(({ sequence }) => sequence)).size).toBe(all.length);
          for (const list of Map.groupBy(taken, ({ subject }) => subject).values()) {
            const firsts = [...new Set(list.map(({ sequence }) => sequence))];
            expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
          }
          expect(await own.service.get(id)).toMatchObject({ waiting: 0, dead: 0 });
          await own.dispatcher.stop(0);
        } finally {
          await own.store.close();
        }
      },
    ),
    { numRuns: 25 },
  );
});
