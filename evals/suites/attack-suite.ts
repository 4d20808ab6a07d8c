import type { Attack, AttackInput, Suite } from '../contract.ts';
import { SuiteError } from '../error.ts';

/**
 * Attacks over a shop as one suite.
 * @param ids which classes, by id or number; all when empty
 * @throws SuiteError for one that there is not
 */
export function attackSuite(attacks: readonly Attack[], ids: readonly string[], input: AttackInput): Suite {
  const unknown = ids.filter((id) => !attacks.some((one) => one.id === id || String(one.number) === id));
  if (unknown.length > 0)
    throw new SuiteError(
      `There is no attack ${unknown.map((id) => `"${id}"`).join(', ')}. Attacks: ${attacks.map(({ id, number }) => `${number} ${id}`).join(', ') || 'none'}.`,
    );
  const chosen = attacks
    .filter(({ id, number }) => ids.length === 0 || ids.includes(id) || ids.includes(String(number)))
    .sort((a, b) => a.number - b.number);
  const cases = chosen.flatMap((attack) => attack.generate(input));
  if (cases.length === 0) throw new SuiteError('There is no attack over this shop.');
  return { name: 'attacks', cases };
}
