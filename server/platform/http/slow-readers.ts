import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** Clients seldom send a second request before the first is answered, and browsers never do. */
const MAX_UNANSWERED = 20;

/**
 * Hangs up on clients that do not read their answers: without this, what nobody fetches would stay in memory for as long as
 * the connection is held open. The same goes for clients that ask on and on without waiting for an answer.
 * @param stallMs how long a client may take nothing at all of an answer that is ready
 */
export function cutOffSlowReaders(handler: RequestListener, stallMs: number): RequestListener {
  const unanswered = new WeakMap<Socket, number>();
  return (req, res) => {
    const { socket } = req;
    const count = (unanswered.get(socket) ?? 0) + 1;
    // What came in the same breath is here still, when the connection is gone.
    if (count > MAX_UNANSWERED || socket.destroyed) return void socket.destroy();
    unanswered.set(socket, count);
    res.once('close', () => unanswered.set(socket, unanswered.get(socket)! - 1));
    // Node watches over the socket from here on, part by part that the system takes, and ends it when nothing was taken for
    // so long; its own time-out for the next request comes when the answer is out.
    const watch = (): void => void res.socket?.setTimeout(stallMs);
    res.once('prefinish', watch);
    res.once('pipe', watch);
    handler(req, res);
  };
}
