/**
 * pass^k: the chance that k tries of a case all pass, estimated without bias from c passes in n tries as C(c,k)/C(n,k), and
 * averaged over the cases. Cases with fewer than k tries are left out; 1 where none is left.
 * Source: tau-bench (arXiv 2406.12045).
 */
export function passHatK(cases: readonly { total: number; passed: number }[], k: number): number {
  const able = cases.filter(({ total }) => total >= k);
  if (able.length === 0) return 1;
  return able.reduce((sum, { total, passed }) => sum + ratio(passed, total, k), 0) / able.length;
}

/** C(c,k)/C(n,k) as a product, so that nothing overflows. */
function ratio(c: number, n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i++) result *= Math.max(0, c - i) / (n - i);
  return result;
}
