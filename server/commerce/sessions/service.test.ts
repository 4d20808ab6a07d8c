import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { randomIds } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { anonymous, DEFAULT_SCOPES, type Principal } from '../principals/model.ts';
import { sessions } from './model.ts';
import { SessionService, sessionKey } from './service.ts';

const HOUR = 3_600_000;
const caller: Principal = {
  kind: 'api_key',
  id: 'key_1',
  scopes: DEFAULT_SCOPES.api_key,
  customerGroups: [],
};
const other: Principal = { ...caller, id: 'key_2' };
const opening = { principal: caller, market: 'us', locale: 'en' };

let clock: ManualClock;
let store: Store;
let service: SessionService;
let logged: string[];
const newService = () => new SessionService({ store, clock, ids: randomIds, idleMs: 8 * HOUR });
/** Resolves after all that was submitted before it. */
const settled = () => store.transaction(async () => {});

beforeEach(async () => {
  clock = new ManualClock();
  logged = [];
  const note = (_details: object, message: string) => void logged.push(message);
  const logger = { warn: note, error: note };
  store = await openSqliteStore({ path: ':memory:', clock, collections: [sessions], logger });
  service = newService();
});
afterEach(async () => {
  service.close();
  await store.close();
  expect(logged).toEqual([]);
});

describe('open', () => {
  test('answers a session that can be used at once and, later, by another process', async () => {
    const { id, session } = service.open(opening);
    expect(id).toMatch(/^ses_[0-9A-Za-z]{22}$/);
    expect(await service.resolve(id, caller)).toEqual({ ok: true, session });
    await store.flush();
    expect(await newService().resolve(id, caller)).toMatchObject({ ok: true, session: { _id: session._id } });
  });

  test('stores the hash of the id, never the id', async () => {
    const { id, session } = service.open(opening);
    await store.flush();
    expect(session._id).toBe(sessionKey(id));
    expect(JSON.stringify(await store.find(sessions))).not.toContain(id.slice(4));
  });

  test('takes the publisher from the key, whatever else is said', () => {
    const publisher: Principal = { ...caller, kind: 'publisher', publisherId: 'pub_1' };
    expect(service.open({ ...opening, principal: publisher }).session.publisherId).toBe('pub_1');
    expect(service.open({ ...opening, principal: publisher, publisherId: 'pub_2' }).session.publisherId).toBe(
      'pub_1',
    );
  });

  test('deferred: becomes durable with the transaction of the call, once', async () => {
    const { id, session } = service.open(opening, { deferred: true });
    await store.flush();
    expect(await store.count(sessions)).toBe(0);
    await store.transaction((tx) => service.ensureDurable(tx, session));
    await store.transaction((tx) => service.ensureDurable(tx, session));
    expect(await store.count(sessions)).toBe(1);
    expect(await newService().resolve(id, caller)).toMatchObject({ ok: true });
  });

  test('a row that comes after the transaction which made the session durable changes nothing', async () => {
    const { id, session } = service.open(opening);
    await store.transaction((tx) => service.update(tx, session, { cartId: 'cart_1' }));
    await store.flush();
    expect(await newService().resolve(id, caller)).toMatchObject({ session: { cartId: 'cart_1' } });
  });

  test('deferred: kept without a transaction, once', async () => {
    const { id, session } = service.open(opening, { deferred: true });
    await store.flush();
    expect(await store.get(sessions, session._id)).toBeUndefined();
    service.keep(session);
    await store.flush();
    service.keep(session);
    expect((await store.get(sessions, session._id))?.version).toBe(1);
    expect((await service.resolve(id, opening.principal)).ok).toBe(true);
  });

  test('deferred: a failed transaction leaves it to the next one to make it durable', async () => {
    const { session } = service.open(opening, { deferred: true });
    const failing = store.transaction(async (tx) => {
      await service.ensureDurable(tx, session);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await store.transaction((tx) => service.ensureDurable(tx, session));
    expect(await store.count(sessions)).toBe(1);
  });
});

describe('resolve', () => {
  test('answers alike what is malformed, unknown, expired, or of another credential', async () => {
    const { id } = service.open(opening);
    const answers = [
      await service.resolve('nonsense', caller),
      await service.resolve(`ses_${'0'.repeat(22)}`, caller),
      await service.resolve(sessionKey(id), caller),
      await service.resolve(id, other),
      await service.resolve(id, { ...caller, kind: 'customer' }),
      await service.resolve(id, anonymous()),
    ];
    clock.advance(8 * HOUR);
    answers.push(await service.resolve(id, caller));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: false, reason: 'session_unknown' });
  });

  test('a session lives while it is used and ends when idle, to the millisecond', async () => {
    const { id } = service.open(opening);
    for (let hours = 0; hours < 40; hours += 5) {
      clock.advance(5 * HOUR);
      expect(await service.resolve(id, caller)).toMatchObject({ ok: true });
    }
    clock.advance(8 * HOUR - 1);
    expect(await service.resolve(id, caller)).toMatchObject({ ok: true });
    clock.advance(8 * HOUR);
    expect(await service.resolve(id, caller)).toMatchObject({ ok: false });
  });

  test('use within a minute is not noted; after hours it reaches the store', async () => {
    const { id, session } = service.open(opening);
    await store.flush();
    clock.advance(59_000);
    expect(await service.resolve(id, caller)).toMatchObject({ session: { lastSeenAt: session.lastSeenAt } });
    clock.advance(1_000);
    expect(await service.resolve(id, caller)).toMatchObject({ session: { lastSeenAt: clock.now() } });
    await settled();
    expect(await store.get(sessions, session._id)).toMatchObject({ version: 1 });
    clock.advance(2 * HOUR);
    await service.resolve(id, caller);
    await settled();
    expect(await store.get(sessions, session._id)).toMatchObject({ expiresAt: clock.now() + 8 * HOUR });
  });

  test('sees a change as soon as it is committed, also one made elsewhere', async () => {
    const elsewhere = newService();
    const { id, session } = service.open(opening);
    await store.flush();
    await elsewhere.resolve(id, caller);
    await store.transaction((tx) => service.update(tx, session, { cartId: 'cart_1', market: 'eu' }));
    for (const each of [service, elsewhere]) {
      expect(await each.resolve(id, caller)).toMatchObject({ session: { cartId: 'cart_1', market: 'eu' } });
    }
  });
});

describe('erase', () => {
  test('ends a session everywhere, also one whose row was still to come', async () => {
    const { id, session } = service.open(opening);
    await service.erase(session);
    await store.flush();
    expect(await store.count(sessions)).toBe(0);
    expect(await service.resolve(id, caller)).toMatchObject({ ok: false });
  });

  test('a call that still holds an erased session cannot bring it back', async () => {
    const { session } = service.open(opening);
    await store.flush();
    await service.erase(session);
    const late = store.transaction((tx) => service.update(tx, session, { cartId: 'cart_1' }));
    await expect(late).rejects.toMatchObject({ code: 'session_unknown' });
    expect(await store.count(sessions)).toBe(0);
  });

  test('finds the sessions in which a contact was proven', async () => {
    const contact = { kind: 'email', value: 'ann@example.com', verifiedAt: clock.now() } as const;
    const theirs = service.open(opening);
    const another = service.open(opening);
    await store.transaction(async (tx) => {
      await service.update(tx, theirs.session, { verifiedContact: contact });
      await service.update(tx, another.session, {
        verifiedContact: { ...contact, value: 'bob@example.com' },
      });
    });
    expect(await service.eraseContact({ kind: 'email', value: 'ann@example.com' })).toBe(1);
    expect(await service.resolve(theirs.id, caller)).toMatchObject({ ok: false });
    expect(await service.resolve(another.id, caller)).toMatchObject({ ok: true });
  });
});

test('sweep deletes what has ended and leaves what is in use', async () => {
  const idle = service.open(opening);
  const used = service.open(opening);
  await store.flush();
  for (let minutes = 0; minutes < 600; minutes += 30) {
    clock.advance(30 * 60_000);
    await service.resolve(used.id, caller);
  }
  await settled();
  expect(await service.sweep()).toBe(1);
  expect(await store.get(sessions, idle.session._id)).toBeUndefined();
  expect(await service.resolve(used.id, caller)).toMatchObject({ ok: true });
});
