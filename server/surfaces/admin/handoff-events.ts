import type { Request, Response } from 'express';
import { type Handoff, handoffs } from '../../commerce/handoffs/model.ts';
import { openHandoff } from '../../commerce/handoffs/service.ts';
import { type InboundMessage, inboundMessages } from '../../conversation/model.ts';
import type { Change, Store } from '../../platform/store/port.ts';
import { handoffOutput } from './routes/handoff-view.ts';
import { moment } from './shapes.ts';

/** Proxies close connections that are silent for longer. */
const PING_MS = 15_000;

/**
 * What happens to handoffs, as Server-Sent Events: `handoff` whenever one is made or changes, `message` when a customer writes
 * who is handed over. What happened while nobody listened is read from the list.
 */
export function streamHandoffs(
  req: Request,
  res: Response,
  store: Store,
  onFault: (error: unknown) => void,
): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write('retry: 2000\n\n');
  req.standBy?.();
  const send = (event: string, data: object): void =>
    void res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const tellMessage = async ({ conversationId, text, createdAt }: InboundMessage): Promise<void> => {
    const handoff = await openHandoff(store, conversationId);
    if (handoff) send('message', { handoff_id: handoff._id, text, at: moment(createdAt) });
  };
  const tell = ({ collection, kind, document }: Change): void => {
    if (!document || kind === 'delete') return;
    if (collection === handoffs.name) send('handoff', handoffOutput(document as Handoff));
    if (collection === inboundMessages.name && kind === 'insert')
      tellMessage(document as InboundMessage).catch(onFault);
  };
  const stop = store.onCommit((changes) => changes.forEach(tell));
  const ping = setInterval(() => res.write(': ping\n\n'), PING_MS);
  ping.unref();
  res.once('close', () => {
    clearInterval(ping);
    stop();
  });
}
