import { hash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Principal } from '../commerce/principals/model.ts';
import { type Session, sessions } from '../commerce/sessions/model.ts';
import type { Market } from '../commerce/shop/model.ts';
import type { Facts } from '../grounding/fact.ts';
import type { RenderedReply } from '../grounding/rendered-reply.ts';
import type { ReplyDocument } from '../grounding/reply.ts';
import type { Violation } from '../grounding/violation.ts';
import type { Clock } from '../platform/clock.ts';
import { defineGuard } from '../platform/guard.ts';
import { type Ids, orderedId } from '../platform/ids.ts';
import type { Store } from '../platform/store/port.ts';
import type { Answer, Answerer, TurnInput } from './answerer.ts';
import { hasWords, type Picture, picturesIn, type Senses, withUnread, withWords } from './attachments.ts';
import { carriedMemory, type Siblings } from './carried.ts';
import { type Commit, commitTurn } from './commit-turn.ts';
import { withEffects } from './effects.ts';
import { announced, type HandedOver, type Handover, handOver } from './handoff/hand-over.ts';
import { unanswered } from './handoff/unanswered.ts';
import { historyOf, messagesFrom, recentCalls } from './history.ts';
import type { Conversation, InboundMessage, Turn } from './model.ts';
import { refreshed } from './refresh.ts';
import { doneBefore, ReplayError, type ToolboxDeps, TurnToolbox } from './toolbox.ts';
import { afterVisits, websiteVisits } from './visits.ts';

export interface TurnDeps extends ToolboxDeps, Omit<Commit, 'handover'> {
  store: Store;
  clock: Clock;
  ids: Ids;
  market: (id: string) => Promise<Market>;
  /** Asked in this order; the last one always has an answer. */
  answerers: readonly { by: Turn['by']; answer: Answerer }[];
  /** What a document says without a fact. Empty: it may be sent. */
  verify: (document: ReplyDocument, facts: Facts) => Promise<readonly Violation[]>;
  render: (document: ReplyDocument, facts: Facts, locale: string) => Promise<RenderedReply>;
  /** Absent: no person can take over. */
  handover?: Handover;
  /** How pictures and voice notes are read; absent where they are not. */
  senses?: Senses;
  /** Absent: no conversation is one of several of a person. */
  siblings?: Siblings;
  /** Milliseconds after which a fact is read again before it is said. */
  maxFactAgeMs: number;
  onFault: (error: unknown, about: { conversationId: string; turnId: string }) => void;
}

const unbacked = defineGuard('turn:verified', 'Nothing is sent that no fact backs, whoever answers.');
const held = defineGuard('turn:held', 'Nothing answers while a person holds the conversation.');

/** Newer messages make an answer idle only so often: then it is given, and they get one of their own. */
const MAX_JOINS = 3;

/**
 * Answers what waits in a conversation, under its lease: who is this, may we speak, what is wanted, tools, reply document,
 * verify, render, and all of it committed in one transaction with the messages that it answers.
 */
export async function runTurn(
  deps: TurnDeps,
  conversation: Conversation,
  attempt: number,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const { store } = deps;
  let messages: readonly InboundMessage[] = await messagesFrom(store, conversation);
  const first = messages[0];
  if (!first) throw new Error(`${conversation._id}: ${conversation.waiting} messages wait, none is stored`);
  // A turn that is run again after a crash has the same id, and so finds what it did before.
  const turnId = `turn_${hash('sha256', JSON.stringify([conversation._id, first.sequence]))}`;

  const heard = (given: readonly InboundMessage[]): Promise<InboundMessage[]> => {
    const onFault = (error: unknown): void =>
      deps.onFault(error, { conversationId: conversation._id, turnId });
    return withWords({ store, senses: deps.senses, onFault }, given, signal);
  };

  if (held(conversation.heldBy === 'person')) {
    messages = await heard(messages);
    await commitTurn(deps, { turnId, conversation, messages, by: 'silent', calls: [], durationMs: 0 });
    return;
  }

  const done = await doneBefore(store, turnId, conversation._id);
  // What was done before a crash was done for these messages; those that came since get a turn of their own.
  if (done.length > 0) messages = messages.filter(({ sequence }) => sequence <= done.at(-1)!.toInbound);
  messages = await heard(messages);
  const session = await sessionOf(store, conversation);
  const principal = principalOf(conversation);
  const toolbox = new TurnToolbox(deps, {
    turnId,
    principal,
    session,
    locale: conversation.locale,
    lastFact: conversation.lastFact,
    earlier: () => recentCalls(store, conversation),
    done,
  });
  const seen = await store.get(websiteVisits, conversation._id);
  const memory = deps.siblings
    ? await carriedMemory(store, deps.siblings, conversation)
    : conversation.memory;
  const input: Omit<TurnInput, 'messages' | 'pictures'> = {
    conversationId: conversation._id,
    turnId,
    history: () => historyOf(store, conversation),
    memory: afterVisits(memory, seen),
    visits: seen?.visits ?? [],
    principal,
    session,
    market: await deps.market(conversation.market),
    locale: conversation.locale,
    language: languageOf(conversation.locale),
    toolbox,
    now: deps.clock.now(),
    signal,
  };

  let pictures: readonly Picture[] = [];
  const ask = async (): Promise<Found> => {
    pictures = await picturesIn(deps.senses, messages);
    toolbox.toInbound = messages.at(-1)!.sequence;
    return answer(deps, { ...input, messages, pictures }, attempt);
  };
  let found = await ask();
  // Text that was not sent is dropped for a better answer. What was done is said first, and not asked for again.
  const mayJoin = (): boolean => done.length === 0 && toolbox.effects.length === 0;
  for (let joins = 0; joins < MAX_JOINS && mayJoin(); joins++) {
    const newer = await messagesFrom(store, conversation, messages.at(-1)!.sequence + 1);
    if (newer.length === 0) break;
    messages = [...messages, ...(await heard(newer))];
    found = await ask();
  }
  await toolbox.replayRest();

  const turn = { ...input, messages, pictures };
  const { handover } = deps;
  const handed = await handOver({ store, handover }, turn, conversation, toolbox, found.answer).catch(
    (error: unknown): HandedOver => {
      deps.onFault(error, { conversationId: conversation._id, turnId });
      return { answer: found.answer };
    },
  );
  const reply = await readyToSend(deps, { by: found.by, ...handed }, turn, toolbox);
  await commitTurn(deps, {
    turnId,
    conversation,
    messages,
    by: found.by,
    ...handed,
    replyId: orderedId(deps.ids, 'rep', deps.clock.now()),
    ...reply,
    calls: toolbox.calls,
    lastFact: toolbox.lastFact,
    facts: toolbox.facts,
    durationMs: performance.now() - started,
  });
}

interface Found {
  by: Turn['by'];
  answer: Answer;
}

/** The first answerer that is sure. One that fails is passed over: a customer is never left without an answer. */
async function answer(deps: TurnDeps, input: TurnInput, attempt: number): Promise<Found> {
  const askable = hasWords(input.messages) || input.pictures.length > 0;
  const able = attempt >= 3 || !askable ? deps.answerers.slice(-1) : deps.answerers;
  for (const { by, answer: ask } of able) {
    try {
      const found = await ask(input);
      if (found) return { by, answer: found };
    } catch (error) {
      if (error instanceof ReplayError) throw error;
      deps.onFault(error, { conversationId: input.conversationId, turnId: input.turnId });
    }
  }
  return { by: 'template', answer: apology(input) };
}

/** What was done is said, what is old is read again, what no fact backs is not sent. */
async function readyToSend(
  deps: TurnDeps,
  { by, answer, handoff }: Found & HandedOver,
  input: TurnInput,
  toolbox: TurnToolbox,
): Promise<{ document: ReplyDocument; rendered: RenderedReply; withheld: readonly Violation[] }> {
  const locale = answer.locale ?? input.locale;
  const told = (document: ReplyDocument): ReplyDocument =>
    withUnread(withEffects(document, toolbox), input, { by, senses: deps.senses });
  const fresh = await refreshed(told(answer.document), toolbox, {
    now: deps.clock.now(),
    maxAgeMs: deps.maxFactAgeMs,
  });
  const violations = await deps.verify(fresh, toolbox.facts);
  const plain = apology(input).document;
  const document = !unbacked(violations.length > 0)
    ? fresh
    : told(handoff ? announced(plain, handoff.reason) : plain);
  return { document, rendered: await deps.render(document, toolbox.facts, locale), withheld: violations };
}

const apology = (input: Pick<TurnInput, 'language' | 'memory'>): Answer => ({
  document: {
    language: input.language,
    blocks: [{ type: 'text', segments: [{ type: 'phrase', key: 'cannot_answer' }] }],
  },
  memory: { ...input.memory, ...unanswered(input.memory) },
  intents: [],
});

async function sessionOf(store: Store, conversation: Conversation): Promise<Session> {
  const session = await store.get(sessions, conversation._id);
  if (!session) throw new Error(`${conversation._id}: the session of the conversation is gone`);
  return session;
}

function principalOf({ principal }: Conversation): Principal {
  const { scopes, ...rest } = principal;
  return { ...rest, scopes: new Set(scopes) } as Principal;
}

/** `pt-BR` is `pt`. */
export const languageOf = (locale: string): string => locale.split('-')[0]!.toLowerCase();
