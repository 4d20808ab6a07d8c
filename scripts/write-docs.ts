/** Writes the documents that are made from the code: `node scripts/write-docs.ts`. A test keeps them up to date. */
import { writeFileSync } from 'node:fs';
import { environmentName, type SettingName } from '../server/config.ts';
import { type SettingMeta, settingMeta } from '../server/config-fields.ts';
import { configSchema } from '../server/config-schema.ts';
import { renderClientTypes } from './client-types.ts';
import { renderPrivacy } from './privacy-document.ts';

export interface GeneratedDocument {
  /** Relative to the root of the repository. */
  path: string;
  render: () => string;
}

export const generatedDocuments: readonly GeneratedDocument[] = [
  { path: 'docs/configuration.md', render: renderConfiguration },
  { path: 'docs/privacy.md', render: renderPrivacy },
  { path: 'server/client/types.ts', render: renderClientTypes },
];

const INTRODUCTION = `# Configuration

<!-- Made by scripts/write-docs.ts from server/config-schema.ts. Change it there. -->

Everything works with nothing set. A setting is an environment variable:

    SHOPWRIGHT_PORT=8080 SHOPWRIGHT_PUBLIC_URL=https://shop.example.com npm start

Durations are in milliseconds, sizes in bytes, lists are separated by commas, switches are \`true\` or \`false\`. An empty
variable counts as not set. The server refuses to start with a wrong or unknown \`SHOPWRIGHT_…\` variable and names each
of them, with what it expected. Variables marked as secret are never printed.
`;

/** Milliseconds and bytes as people say them. */
const UNITS: readonly [suffix: string, unit: number, word: string][] = [
  ['Ms', 86_400_000, 'day'],
  ['Ms', 3_600_000, 'hour'],
  ['Ms', 60_000, 'minute'],
  ['Ms', 1_000, 'second'],
  ['Bytes', 2 ** 30, 'GiB'],
  ['Bytes', 2 ** 20, 'MiB'],
  ['Bytes', 2 ** 10, 'KiB'],
];

function inWords(name: string, value: unknown): string {
  const unit = UNITS.find(
    ([suffix, size]) => name.endsWith(suffix) && Number(value) >= size && Number(value) % size === 0,
  );
  if (!unit) return '';
  const count = Number(value) / unit[1];
  return ` (${count} ${unit[2]}${count === 1 || unit[0] === 'Bytes' ? '' : 's'})`;
}

function defaultOf(name: string, value: unknown, meta: SettingMeta): string {
  if (meta.defaultText) return meta.defaultText;
  if (Array.isArray(value)) return `\`${value.join(',') || 'none'}\``;
  return `\`${String(value)}\`${inWords(name, value)}`;
}

export function renderConfiguration(): string {
  const defaults: Record<string, unknown> = configSchema.parse({});
  const groups = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(configSchema.shape)) {
    const meta = settingMeta.get(schema);
    if (!meta) throw new Error(`the setting ${name} has no documentation`);
    const also = meta.aliases ? ` Also read from \`${meta.aliases.join('`, `')}\`.` : '';
    const entry = [
      `### \`${environmentName(name as SettingName)}\``,
      `${schema.description}${also}${meta.secret ? ' Secret.' : ''}`,
      `- Value: ${meta.expects}\n- Default: ${defaultOf(name, defaults[name], meta)}`,
    ].join('\n\n');
    groups.set(meta.group, [...(groups.get(meta.group) ?? []), entry]);
  }
  const sections = [...groups].map(([title, entries]) => `## ${title}\n\n${entries.join('\n\n')}\n`);
  return [INTRODUCTION, ...sections].join('\n');
}

if (import.meta.main) {
  for (const { path, render } of generatedDocuments) {
    writeFileSync(new URL(`../${path}`, import.meta.url), render());
    process.stderr.write(`wrote ${path}\n`);
  }
}
