import type { ProfileKey } from './model.ts';

/** A key before it belongs to a profile. */
export type NewKey = Pick<ProfileKey, '_id' | 'kind' | 'issuer'> & {
  /** The address or number, in clear. */
  value?: string;
};

/** Both have proven something of the same kind, and nothing of it is the same. */
export function areTwo(
  here: readonly Pick<NewKey, '_id' | 'kind' | 'issuer'>[],
  there: readonly Pick<NewKey, '_id' | 'kind' | 'issuer'>[],
): boolean {
  const kindOf = ({ kind, issuer = '' }: Pick<NewKey, 'kind' | 'issuer'>): string => `${kind} ${issuer}`;
  const [ours, theirs] = [Map.groupBy(here, kindOf), Map.groupBy(there, kindOf)];
  return [...ours].some(([kind, keys]) => {
    const others = new Set((theirs.get(kind) ?? []).map(({ _id }) => _id));
    return others.size > 0 && !keys.some(({ _id }) => others.has(_id));
  });
}
