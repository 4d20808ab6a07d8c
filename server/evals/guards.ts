import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ViolationKind } from '../grounding/violation.ts';

interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const LOOP = 'server/agent/loop/model-answerer.ts';
const TURN = 'server/conversation/turn.ts';

/**
 * Kinds that a scripted model cannot bring about alone: nothing is rendered for a fact that there is not, another guard refuses first,
 * or no language is without a lexicon.
 */
const NOT_ALONE = new Set<string>(['binding', 'stale_fact', 'language', 'unknown_fact']);

/** Reads whole sentences, and so sees most of what the other kinds see word by word. */
const BEHIND = 'claim';
export const CLAIM_GUARD = `verify:${BEHIND}`;

/** Every guard of what a model says and does, and what the source is without it. The kinds register themselves. */
export const GUARDS: Readonly<Record<string, readonly Mutation[]>> = {
  ...Object.fromEntries(
    ViolationKind.options
      .filter((kind) => !NOT_ALONE.has(kind))
      .map((kind) => {
        // `claim` stands behind the words of the other kinds: it is taken away with them, so that each is seen alone.
        const without = `.filter((one) => one.kind !== '${kind}' && one.kind !== '${BEHIND}')`;
        return [
          `verify:${kind}`,
          [
            {
              file: LOOP,
              from: 'const violations = await this.#deps.verify(document, this.#turn.toolbox.facts);',
              to: `const violations = (await this.#deps.verify(document, this.#turn.toolbox.facts))${without};`,
            },
            {
              file: TURN,
              from: 'const violations = await deps.verify(fresh, toolbox.facts);',
              to: `const violations = (await deps.verify(fresh, toolbox.facts))${without};`,
            },
          ],
        ];
      }),
  ),
  ...Object.fromEntries(
    ['words_not_said', 'words_do_not_ask', 'unknown_id'].map((reason) => [
      `license:${reason}`,
      [
        {
          file: LOOP,
          from: 'const refusal = license(proposal, {',
          to: `const refusal = ((found) => (found?.reason === '${reason}' ? undefined : found))(license(proposal, {`,
        },
      ],
    ]),
  ),
};

const root = join(import.meta.dirname, '../..');

/** Loads the server without a guard. @throws when the source does not hold what is taken out: then the registry is out of date */
export function takeAway(guard: string): void {
  const found = GUARDS[guard];
  if (!found) throw new RangeError(`there is no guard "${guard}"; guards: ${Object.keys(GUARDS).join(', ')}`);
  const sources = new Map<string, string>();
  for (const { file, from, to } of found) {
    const url = pathToFileURL(join(root, file)).href;
    const source = sources.get(url) ?? readFileSync(join(root, file), 'utf8');
    if (source.split(from).length !== 2)
      throw new Error(`guard ${guard}: ${file} does not hold "${from}" once`);
    let changed = source.replace(from, () => to);
    // The call that is wrapped ends where its argument does.
    if (guard.startsWith('license:')) {
      const start = changed.indexOf(to);
      const end = changed.indexOf('});', start);
      changed = `${changed.slice(0, end)}}));${changed.slice(end + 3)}`;
    }
    sources.set(url, changed);
  }
  registerHooks({
    load(url, context, next) {
      const source = sources.get(url);
      return source === undefined ? next(url, context) : { ...next(url, context), source };
    },
  });
}
