import type { StateRow } from './state-row.ts';
import { FIRST_STATE, STATES } from './states.ts';

const INTRODUCTION = `# The states of a conversation

<!-- Made by scripts/write-states.ts from server/agent/dialogue/states. Change it there. -->

Where a conversation stands says which tools may be called for what the customer asks there, and what a short answer such as “yes” or
“3” means. What a customer asks for leads from anywhere to the state of that wish; what came of it leads on. A state is kept with the
conversation, so it goes on after a restart, on another day and in a later version.
`;

/** docs/dialogue.md: a picture of each region, and what each state allows and expects. */
export function renderDialogue(): string {
  const rows = STATES as readonly StateRow[];
  const regions = [...new Set(rows.map(({ id }) => id.split('.')[0]!))];
  return [
    INTRODUCTION,
    `There are ${rows.length} states; a conversation begins in \`${FIRST_STATE}\`.\n`,
    ...regions.map((region) =>
      regionText(
        region,
        rows.filter(({ id }) => id.startsWith(`${region}.`)),
      ),
    ),
  ].join('\n');
}

const box = (id: string): string => id.replaceAll('.', '_');

function regionText(region: string, rows: readonly StateRow[]): string {
  const outside = new Set(
    rows.flatMap((row) => Object.values(row.on ?? {})).filter((id) => !id.startsWith(`${region}.`)),
  );
  const lines = [
    'stateDiagram-v2',
    ...rows.map(({ id }) => `  state "${id.slice(region.length + 1)}" as ${box(id)}`),
    ...[...outside].map((id) => `  state "${id}" as ${box(id)}`),
    ...rows.flatMap((row) => [
      ...(row.by?.length ? [`  [*] --> ${box(row.id)}: ${row.by.join(', ')}`] : []),
      ...arrowsOf(row),
    ]),
  ];
  const table = [
    '| state | short answers | tools |',
    '|---|---|---|',
    ...rows.map(
      ({ id, expects, tools }) =>
        `| \`${id}\` | ${Object.entries(expects)
          .map(([kind, meaning]) => `${kind}: ${meaning}`)
          .join('<br>')} | ${[...new Set(tools)].join(', ') || 'none'} |`,
    ),
  ];
  return `## ${region}\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n\n${table.join('\n')}\n`;
}

/** One arrow for all outcomes that lead to the same state. */
function arrowsOf({ id, on = {} }: StateRow): string[] {
  const byTarget = new Map<string, string[]>();
  for (const [event, target] of Object.entries(on))
    byTarget.set(target, [...(byTarget.get(target) ?? []), event]);
  return [...byTarget].map(([target, events]) => `  ${box(id)} --> ${box(target)}: ${events.join(', ')}`);
}
