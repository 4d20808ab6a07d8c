import type { Request, Response } from 'express';
import { type Handoff, handoffs } from '../../commerce/handoffs/model.ts';
import { openHandoff } from '../../commerce/handoffs/service.ts';
import { type InboundMessage, inboundMessages } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Change, Store } from '../../platform/store/port.ts';
import { keyOf, missedSince, Place, type Told } from './handoff-place.ts';
import { handoffOutput } from './routes/handoff-view.ts';
import { moment } from './shapes.ts';

/** Proxies close connections that are silent for longer. */
const PING_MS = 15_000;

export interface HandoffStreamDeps {
  store: Store;
  clock: Clock;
  onFault: (error: unknown) => void;
  stopping?: AbortSignal | undefined;
}

/**
 * What happens to handoffs, as Server-Sent Events: `handoff` whenever one is made or changes, `message` when a customer writes
 * who is handed over. A client that comes back with `Last-Event-ID` is told what it missed: each handoff once, as it is now, and
 * each message.
 */
export function streamHandoffs(req: Request, res: Response, deps: HandoffStreamDeps): void {
  const { store, clock, onFault, stopping } = deps;
  const known = Place.parse(req.get('Last-Event-ID') ?? '');
  const place = known ?? new Place(clock.now());
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  // Without data it is no event, and yet says from where to go on.
  res.write(`retry: 2000\nid: ${place}\n\n`);
  req.standBy?.();
  const send = (told: Told): void => {
    place.reach(told);
    if (res.writableEnded) return;
    const { handoff, message } = told;
    const [event, data] = message
      ? ['message', { handoff_id: handoff._id, text: message.text, at: moment(message.createdAt) }]
      : ['handoff', handoffOutput(handoff)];
    res.write(`id: ${place}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const replayed = new Set<string>();
  const replay = async (): Promise<void> => {
    for (const told of await missedSince(store, place)) {
      replayed.add(keyOf(told));
      send(told);
    }
  };
  const tell = async ({ collection, document }: Change): Promise<void> => {
    let told: Told | undefined;
    if (collection === handoffs.name) told = { handoff: document as Handoff };
    else {
      const message = document as InboundMessage;
      const handoff = await openHandoff(store, message.conversationId);
      if (handoff) told = { handoff, message };
    }
    if (told && !replayed.has(keyOf(told))) send(told);
  };
  // One after another: what is committed while the past is read waits for its turn.
  let queue = known ? replay().catch(onFault) : Promise.resolve();
  const isTold = ({ collection, kind, document }: Change): boolean =>
    document !== undefined &&
    ((collection === handoffs.name && kind !== 'delete') ||
      (collection === inboundMessages.name && kind === 'insert'));
  const stop = store.onCommit((changes) => {
    for (const change of changes.filter(isTold)) queue = queue.then(() => tell(change)).catch(onFault);
  });
  const ping = setInterval(() => res.write(': ping\n\n'), PING_MS);
  ping.unref();
  // The client comes back, and says how far it came.
  const leave = (): void => {
    clearInterval(ping);
    res.end();
  };
  stopping?.addEventListener('abort', leave, { once: true });
  res.once('close', () => {
    clearInterval(ping);
    stopping?.removeEventListener('abort', leave);
    stop();
  });
  if (stopping?.aborted) leave();
}
