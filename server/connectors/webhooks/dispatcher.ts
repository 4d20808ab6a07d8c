import { events } from '../../commerce/events/model.ts';
import type { Change } from '../../platform/store/port.ts';
import { Lane, type LaneDeps } from './lane.ts';
import { type WebhookEndpoint, webhookEndpoints } from './model.ts';

/** A lane for each endpoint, as endpoints come and go. */
export class WebhookDispatcher {
  readonly #deps: LaneDeps;
  readonly #lanes = new Map<string, Lane>();
  readonly #stopListening: () => void;
  #opened: Promise<void> | undefined;
  #started = false;

  constructor(deps: LaneDeps) {
    this.#deps = deps;
    this.#stopListening = deps.store.onCommit((changes) => this.#heed(changes));
  }

  /** From now on events are sent. */
  async start(): Promise<void> {
    await this.#open();
    this.#started = true;
    for (const lane of this.#lanes.values()) lane.start();
  }

  /** What is stored of this endpoint's deliveries was changed. */
  reload(endpointId: string): void {
    this.#lanes.get(endpointId)?.reload();
  }

  /** Sends all that is due now: for tests and simulated time. */
  async drain(): Promise<void> {
    await this.#open();
    await Promise.all([...this.#lanes.values()].map((lane) => lane.drain()));
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopListening();
    this.#started = false;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop(graceMs)));
  }

  #open(): Promise<void> {
    this.#opened ??= this.#deps.store.find(webhookEndpoints, { limit: 10_000 }).then((found) => {
      for (const endpoint of found) this.#put(endpoint);
    });
    return this.#opened;
  }

  #put(endpoint: WebhookEndpoint): void {
    const known = this.#lanes.get(endpoint._id);
    if (known) {
      known.update(endpoint);
      return;
    }
    const lane = new Lane(this.#deps, endpoint);
    this.#lanes.set(endpoint._id, lane);
    if (this.#started) lane.start();
  }

  #heed(changes: readonly Change[]): void {
    let told = false;
    for (const change of changes) {
      if (change.collection === events.name) told ||= change.kind === 'insert';
      else if (change.collection !== webhookEndpoints.name) continue;
      else if (change.document) this.#put(change.document as WebhookEndpoint);
      else {
        const lane = this.#lanes.get(change._id);
        this.#lanes.delete(change._id);
        void lane?.stop(0);
      }
    }
    if (told) for (const lane of this.#lanes.values()) lane.notify();
  }
}
