import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { type Policy, PolicyKind, policies } from './model.ts';

export class PolicyService {
  readonly #store: Store;
  constructor(store: Store) {
    this.#store = store;
  }

  async list(): Promise<Policy[]> {
    return this.#store.find(policies);
  }

  /** @throws CommerceError `not_found` */
  async get(kind: string): Promise<Policy> {
    const policy = await this.#store.get(policies, kind);
    if (!policy) {
      const known = (await this.list()).map((p) => p._id).join(', ');
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
