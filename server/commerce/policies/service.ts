import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { type Policy, PolicyKind, policies } from './model.ts';

/** The shop's policies, held in memory: every checkout names them, and their texts are long. */
export class PolicyService {
  readonly #store: Store;
  #policies: readonly Policy[] | undefined;
  /** Counts commits to policies, so that a read that a commit overtook is not kept. */
  #epoch = 0;

  constructor(store: Store) {
    this.#store = store;
    store.onCommit((changes) => {
      if (!changes.some((change) => change.collection === policies.name)) return;
      this.#policies = undefined;
      this.#epoch += 1;
    });
  }

  async list(): Promise<readonly Policy[]> {
    if (this.#policies) return this.#policies;
    const epoch = this.#epoch;
    const found = await this.#store.find(policies);
    if (epoch === this.#epoch) this.#policies = found;
    return found;
  }

  /** @throws CommerceError `not_found` */
  async get(kind: string): Promise<Policy> {
    const all = await this.list();
    const policy = all.find((p) => p._id === kind);
    if (!policy) {
      const known = all.map((p) => p._id).join(', ');
      throw new CommerceError(
        'not_found',
        `This shop has no policy "${kind}". There are: ${known || 'none'}.`,
        { field: 'kind' },
      );
    }
    return policy;
  }

  async put(kind: PolicyKind, input: Pick<Policy, 'title' | 'sections'>): Promise<Policy> {
    return this.#store.transaction(async (tx) => {
      const current = await tx.get(policies, PolicyKind.parse(kind));
      return current
        ? tx.replace(policies, { ...current, ...input })
        : tx.insert(policies, { _id: kind, ...input });
    });
  }
}
