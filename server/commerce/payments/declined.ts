import type { Reader } from '../../platform/store/port.ts';
import { checkouts } from '../checkouts/model.ts';
import { paymentAttempts } from './model.ts';

/** How many payments of a session's unfinished checkouts were declined. */
export async function declinedPayments(reader: Reader, sessionId: string): Promise<number> {
  const own = await reader.find(checkouts, { where: { sessionId } });
  let declined = 0;
  for (const { _id, state } of own)
    if (state !== 'completed')
      declined += await reader.count(paymentAttempts, { checkoutId: _id, status: 'declined' });
  return declined;
}
