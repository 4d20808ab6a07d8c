import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { readDocuments, readJudgements } from '../../relevance/electronics.ts';
import { conversationsOfADay } from '../day/conversations.ts';
import { end } from '../http/processes.ts';
import type { Options } from '../options.ts';
import { rawCommits } from '../raw-commits.ts';
import type { Row } from '../report.ts';
import { median, type Sample, summarize } from '../stats.ts';
import type { StageOneOrder, StageOneResult } from './stage-one.ts';

const GOALS = { p50: 5, p99: 25, rate: 300 };
const TALKS = 1_000;
const AT_ONCE = 16;
/** Long enough that everything is compiled that a turn uses often. */
const WARM_UP_MS = 8_000;
/** A turn is a hundred times as long as a call: fewer would make no p99. */
const LONGER = 4;
const EVERY = 97;
const SECTION =
  'A turn of stage 1 at 43,000 products: from the commit of a message to the commit of its reply';

/** Without HTTP: rules and reader, search, verifier, certificate and one commit. @param dataDir a shop that is filled */
export async function measureStageOne(
  dataDir: string,
  catalogue: string,
  { runs, ms }: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const talks = talksAbout(catalogue);
  const child = fork('test/bench/turns/stage-one.ts', [dataDir]);
  const run = async (order: StageOneOrder): Promise<StageOneResult> => {
    child.send(order);
    const [answer] = (await once(child, 'message')) as [{ result?: StageOneResult; error?: string }];
    if (!answer.result) throw new Error(answer.error);
    return answer.result;
  };
  try {
    await once(child, 'message');
    progress('stage 1 alone: warming up');
    const { first } = await run({ talks, width: 1, ms: 1, warmUpMs: WARM_UP_MS });
    const [alone, many, commits]: [StageOneResult[], StageOneResult[], Sample[]] = [[], [], []];
    for (let at = 0; at < runs; at += 1) {
      progress(`stage 1 alone: ${at + 1} of ${runs}`);
      alone.push(await run({ talks, width: 1, ms: ms * LONGER, warmUpMs: 0 }));
      commits.push(rawCommits(dataDir, ms / 4, 1));
      many.push(await run({ talks, width: AT_ONCE, ms: ms * 2, warmUpMs: 0 }));
    }
    return rowsOf({ alone, many, commits, first });
  } finally {
    child.send('end');
    await end(child);
  }
}

function rowsOf(measured: {
  alone: readonly StageOneResult[];
  many: readonly StageOneResult[];
  commits: readonly Sample[];
  first: number;
}): Row[] {
  const { alone, many, commits, first } = measured;
  const load = loadavg()[0]!.toFixed(1);
  const share = median(alone.map(({ byRules, turns }) => byRules / turns));
  const ours = summarize(alone);
  const [slow] = alone.at(-1)!.slowest.filter(([, turns]) => turns > 2);
  const row = { section: SECTION, reference: { name: 'a commit of SQLite', sample: summarize(commits) } };
  const goal = (name: string, value: number, below: number): Row => ({
    section: SECTION,
    name,
    ours,
    cost: { value, below },
  });
  const rate = median(many.map((one) => one.rate));
  return [
    {
      ...row,
      name: '1 customer',
      ours,
      note: `load ${load}, ${(share * 100).toFixed(0)} % of the turns; the first after a start ${first.toFixed(0)} ms; slowest: ${slow?.[0]} ${slow?.[2].toFixed(1)} ms`,
    },
    goal('  p50, ms', ours.p50, GOALS.p50),
    goal('  p99, ms', ours.p99, GOALS.p99),
    {
      ...row,
      name: `${AT_ONCE} customers, all turns`,
      ours: summarize(many),
      goal: 1,
      ratio: rate / GOALS.rate,
      note: `the goal is ${GOALS.rate} turns a second`,
    },
  ];
}

/** The conversations of a day about what customers of the catalogue look for. */
function talksAbout(catalogue: string): StageOneOrder['talks'] {
  const titles = readDocuments(catalogue).flatMap(({ title }, at) =>
    at % EVERY === 0 ? (title.en ?? []) : [],
  );
  const queries = readJudgements(catalogue).queries.map(({ text }) => text);
  return conversationsOfADay({ en: [...queries, ...titles] }, { count: TALKS }).map(
    ({ language, turns }) => ({
      language,
      texts: turns.map(({ text }) => text),
    }),
  );
}
