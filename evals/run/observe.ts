import type { LanguageModel } from 'ai';
import type { Clock } from '../../server/platform/clock.ts';
import type {
  Case,
  Conversation,
  Observation,
  ObservedMessage,
  ShopChange,
  ShopData,
  Target,
} from '../contract.ts';
import { TargetError } from '../targets/error.ts';
import { customerOf } from './customer.ts';

export interface ObserveOptions {
  readonly target: Target;
  readonly clock: Clock;
  /** Milliseconds for one reply. */
  readonly replyMs: number;
  /** Plays simulated customers that ask for it. */
  readonly customerModel?: LanguageModel | undefined;
  readonly signal: AbortSignal;
}

/** Holds one conversation and tells what happened, also where it broke off. Never throws for the target's faults. */
export async function observe(theCase: Case, shop: ShopData, options: ObserveOptions): Promise<Observation> {
  const { target, clock, signal, replyMs, customerModel } = options;
  const startedAt = clock.now();
  const started = performance.now();
  const messages: ObservedMessage[] = [];
  const changes: { turn: number; change: ShopChange }[] = [];
  let goal: Observation['goal'];
  let error: Observation['error'];
  let told: Omit<Awaited<ReturnType<typeof finish>>, 'error'> = {};
  const limited = (): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(replyMs)]);
  const finish = (conversation: Conversation) => {
    const limit = limited();
    return within(limit, () => conversation.finish(limit));
  };
  try {
    const opening = limited();
    const conversation = await within(opening, () => target.open(theCase, shop, opening));
    try {
      const customer = customerOf(theCase, customerModel);
      for (let number = 1; ; number++) {
        const next = await customer(messages, signal);
        if ('end' in next) {
          if (next.end !== 'scripted') goal = next.end;
          break;
        }
        const { turn } = next;
        for (const change of turn.changes ?? []) changes.push({ turn: number, change });
        const another = turn.another ? { another: true } : {};
        messages.push({ role: 'customer', text: turn.text, turn: number, at: clock.now(), ...another });
        const limit = limited();
        messages.push(...(await within(limit, () => conversation.say(turn, number, limit))));
      }
    } catch (caught) {
      error = errorOf(caught, signal, replyMs);
    }
    try {
      told = await finish(conversation);
    } catch (caught) {
      error ??= errorOf(caught, signal, replyMs);
    }
    await conversation.close();
  } catch (caught) {
    error ??= errorOf(caught, signal, replyMs);
  }
  return {
    messages,
    changes,
    ...told,
    ...(goal && { goal }),
    startedAt,
    durationMs: Math.round(performance.now() - started),
    ...(error && { error }),
  };
}

/** Also ends the waiting for a target that does not heed the signal. */
async function within<R>(signal: AbortSignal, work: () => Promise<R>): Promise<R> {
  signal.throwIfAborted();
  let ended = (): void => {};
  const aborted = new Promise<never>((_never, refuse) => {
    ended = () => refuse(signal.reason as Error);
    signal.addEventListener('abort', ended, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', ended);
  }
}

function errorOf(caught: unknown, signal: AbortSignal, replyMs: number): NonNullable<Observation['error']> {
  if (signal.aborted) return { kind: 'canceled', message: 'the run was interrupted' };
  if (caught instanceof TargetError) return { kind: caught.kind, message: caught.message };
  if (caught instanceof DOMException && caught.name === 'TimeoutError')
    return { kind: 'timeout', message: `no whole reply within ${replyMs} ms` };
  return { kind: 'protocol', message: caught instanceof Error ? caught.message : String(caught) };
}
