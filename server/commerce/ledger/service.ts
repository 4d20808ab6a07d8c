import type { Store } from '../../platform/store/port.ts';
import type { Session } from '../sessions/model.ts';
import { type Fact, toolCalls } from './model.ts';

const MAX_CALLS = 300;

/** What tools told a session. */
export class LedgerService {
  readonly #store: Store;
  constructor(store: Store) {
    this.#store = store;
  }

  /** The facts of the session's last calls, the newest call first. Also those of calls that ended just now. */
  async ofSession(session: Pick<Session, '_id'>): Promise<Fact[]> {
    await this.#store.flush();
    const calls = await this.#store.find(toolCalls, {
      where: { sessionId: session._id },
      sort: { field: 'createdAt', direction: 'desc' },
      limit: MAX_CALLS,
    });
    return calls.flatMap(({ facts }) => facts);
  }
}
