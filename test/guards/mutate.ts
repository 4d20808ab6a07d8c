import { registeredGuards } from '../../server/platform/guard.ts';
import { cases } from './cases/index.ts';
import type { GuardCase } from './guard-case.ts';
import { without } from './switchable-guard.ts';

export interface GuardReport {
  guard: string;
  /** What does not happen thanks to it. */
  keeps: string;
  /** Attempts that went through without it, and with it did not. */
  noticedBy: string[];
}

export interface Report {
  guards: GuardReport[];
  /** Attempts that went through with all guards in place, and what went through. */
  passedWithAll: { guard: string; attempt: string; through: string }[];
  /** Attempts that could not be made, such as for a fault of the server. */
  broken: { guard: string; attempt: string; error: string }[];
  /** Attempts for guards that are registered nowhere. */
  strangers: string[];
}

/**
 * Tries every attempt with all guards in place, then those of each guard without it.
 * @param wanted ids, or what they begin with; empty: all
 */
export async function mutate(
  wanted: readonly string[],
  onStep: (done: number, total: number, guard: string) => void,
): Promise<Report> {
  const registry = registeredGuards();
  const ids = [...registry.keys()].filter(
    (id) => wanted.length === 0 || wanted.some((one) => id.startsWith(one)),
  );
  if (ids.length === 0)
    throw new RangeError(`no guard begins with ${wanted.join(' or ')}: ${[...registry.keys()].join(', ')}`);
  const report: Report = {
    guards: [],
    passedWithAll: [],
    broken: [],
    strangers: [...new Set(cases.map(({ guard }) => guard))].filter((id) => !registry.has(id)),
  };
  for (const [index, guard] of ids.entries()) {
    onStep(index, ids.length, guard);
    const noticedBy: string[] = [];
    for (const one of cases) {
      if (one.guard !== guard) continue;
      const { attempt } = one;
      try {
        const through = await inTime(one);
        if (through !== undefined) report.passedWithAll.push({ guard, attempt, through });
        else if (await isNoticed(one)) noticedBy.push(attempt);
      } catch (error) {
        report.broken.push({ guard, attempt, error: (error as Error).message });
      }
    }
    report.guards.push({ guard, keeps: registry.get(guard)!, noticedBy });
  }
  onStep(ids.length, ids.length, '');
  return report;
}

/** Whether the attempt goes through without its guard, and not for the lack of those behind it alone. */
async function isNoticed(one: GuardCase): Promise<boolean> {
  const { guard, without: behind = [] } = one;
  const run = (): Promise<string | undefined> => inTime(one);
  if (behind.length > 0 && (await without(behind, run)) !== undefined) return false;
  return (await without([guard, ...behind], run)) !== undefined;
}

const LIMIT_MS = 30_000;

/** @throws Error when it cannot be tried or does not end */
async function inTime({ run }: GuardCase): Promise<string | undefined> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no end after ${LIMIT_MS} ms`)), LIMIT_MS);
  try {
    return await Promise.race([run(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
