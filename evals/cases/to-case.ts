import type { Case, CustomerTurn, Expectations, ExpectedCall, ShopChange, ShopSource } from '../contract.ts';
import type { SuiteHead, WrittenCase } from './schema.ts';

type WrittenTurn = NonNullable<WrittenCase['turns']>[number];
type WrittenTools = NonNullable<WrittenCase['expect']['tools']>;

/** A case as it is run, with what its suite says for all. `shopOf` finds the shop that a path means. */
export function toCase(
  written: WrittenCase,
  head: SuiteHead,
  name: string,
  source: { file: string; line: number },
  shopOf: (path: string) => ShopSource,
): Case {
  const market = written.market ?? head.market;
  const locale = written.locale ?? head.locale;
  const now = written.now ?? head.now;
  return {
    id: written.id,
    ...(written.title !== undefined && { title: written.title }),
    class: written.class ?? head.class ?? name,
    language: written.language ?? head.language ?? 'en',
    tags: [...(head.tags ?? []), ...(written.tags ?? [])],
    shop: shopOf(written.shop ?? head.shop ?? 'sample'),
    ...(market !== undefined && { market }),
    ...(locale !== undefined && { locale }),
    ...(now !== undefined && { now: Date.parse(now) }),
    customer: customerOf(written),
    ...(written.model && { model: written.model }),
    expect: expectations(written.expect),
    source,
  };
}

function customerOf({ say, turns, customer }: WrittenCase): Case['customer'] {
  if (!customer) return { turns: turns ? turns.map(turnOf) : [{ text: say! }] };
  const { max_turns: maxTurns, rules, ...rest } = customer;
  return {
    ...rest,
    maxTurns,
    rules: rules.map(({ when, say: text, end, times }) => ({
      ...(when !== undefined && { when }),
      ...(text !== undefined && { say: text }),
      ...(end !== undefined && { end }),
      ...(times !== undefined && { times }),
    })),
  };
}

function turnOf(turn: WrittenTurn): CustomerTurn {
  if (typeof turn === 'string') return { text: turn };
  const { say, changes, faults, another } = turn;
  return {
    text: say,
    ...(changes && { changes: changes.map(changeOf) }),
    ...(faults && { faults }),
    ...(another !== undefined && { another }),
  };
}

function changeOf(change: NonNullable<Exclude<WrittenTurn, string>['changes']>[number]): ShopChange {
  if ('price' in change) return { type: 'price', ...change.price };
  if ('stock' in change) {
    const { on_hand: onHand, ...where } = change.stock;
    return { type: 'stock', ...where, onHand };
  }
  if ('retire' in change) return { type: 'retire', product: change.retire };
  if ('discount_off' in change) return { type: 'discount_off', code: change.discount_off };
  return { type: 'wait', ms: change.wait_ms };
}

function expectations(written: WrittenCase['expect']): Expectations {
  const { tools, latency, cost, ...rest } = written;
  return compact({
    ...rest,
    tools: tools && toolsOf(tools),
    latency: latency && compact({ replyMs: latency.reply_ms, firstByteMs: latency.first_byte_ms }),
    cost:
      cost &&
      compact({
        tokens: cost.tokens,
        microdollars: cost.usd === undefined ? undefined : Math.round(cost.usd * 1e6),
      }),
  }) as Expectations;
}

function toolsOf(tools: WrittenTools): Expectations['tools'] {
  const { mode, calls, forbidden } = Array.isArray(tools)
    ? { mode: 'subset' as const, calls: tools, forbidden: undefined }
    : tools;
  return {
    mode,
    calls: calls.map((call) => (typeof call === 'string' ? { tool: call } : (compact(call) as ExpectedCall))),
    ...(forbidden && { forbidden }),
  };
}

/** Without what is undefined. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
