import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = ['server', 'tools', 'channels', 'evals'].flatMap((folder) => list(join(root, folder)));

function list(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => relative(root, join(folder, name)));
  } catch {
    return [];
  }
}

const importsOf = new Map(
  sources.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const found = [
      ...text.matchAll(/^(?:import|export)\s(?:type\s)?[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gms),
    ];
    return [
      file,
      found.map((m) => ({
        target: relative(root, resolve(root, dirname(file), m[1] ?? m[2]!)),
        typeOnly: /^(import|export)\stype\s/.test(m[0]),
      })),
    ] as const;
  }),
);

/** What each part may import besides itself. What is not named here is composition and may import all. */
const ALLOWED: Record<string, readonly string[]> = {
  'server/platform': [],
  'server/proof': ['server/platform/guard.ts'],
  'server/client': [],
  'server/text-model': [],
  'server/commerce': [
    'server/platform/store/port.ts',
    'server/platform/store/errors.ts',
    'server/platform/jobs/port.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/log.ts',
    'server/platform/crash-point.ts',
    'server/platform/guard.ts',
  ],
  'server/search': [
    'server/commerce',
    'server/platform/store/port.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/crash-point.ts',
  ],
  'server/grounding': [
    'server/proof',
    'server/text-model',
    'server/commerce',
    'server/platform/store/port.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/guard.ts',
  ],
  'server/conversation': [
    'server/commerce',
    'server/grounding',
    'server/platform/store/port.ts',
    'server/platform/store/errors.ts',
    'server/platform/jobs/port.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/log.ts',
    'server/platform/crash-point.ts',
    'tools',
    'server/platform/guard.ts',
  ],
  'server/agent': [
    'server/commerce',
    'server/conversation',
    'server/grounding',
    'server/search',
    'server/text-model',
    'server/platform/folded.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/log.ts',
    'tools',
    'server/platform/guard.ts',
  ],
  tools: [
    // Escaping only: one place, so that none forgets a sign.
    'server/platform/html/escape.ts',
    'server/commerce',
    'server/grounding',
    'server/search',
    'server/platform/store/port.ts',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    'server/platform/guard.ts',
  ],
  // The runtime verifier and its lexicons stay unseen: one mistake must not hide in both.
  evals: [
    'server/commerce',
    'server/proof',
    'server/platform/clock.ts',
    'server/platform/ids.ts',
    // How pages are written and look, nothing of what they say.
    'server/platform/html',
  ],
  'server/channels': [
    'server/commerce',
    'server/conversation',
    'server/grounding',
    'server/platform',
    'tools',
  ],
  // An adapter knows what is said, and nothing of how it was found.
  'server/channels/whatsapp': [
    'server/channels/channel.ts',
    'server/channels/render',
    'server/commerce',
    'server/conversation/media-type.ts',
    'server/grounding/rendered-reply.ts',
    'server/grounding/plain-text.ts',
    'server/grounding/phrases',
    'server/platform',
  ],
  'server/connectors': ['server/commerce', 'server/platform', 'server/search/vectors/embedder.ts'],
  'server/surfaces': [
    'server/channels',
    'server/commerce',
    'server/conversation',
    'server/grounding',
    'server/search',
    'server/connectors',
    'server/erasure',
    'server/platform',
    'server/proof',
    'server/config.ts',
    'server/config-schema.ts',
    'server/shop-services.ts',
    'tools',
  ],
};

const under = (file: string, part: string): boolean => file === part || file.startsWith(`${part}/`);

it('lets dependencies run one way', () => {
  const wrong: string[] = [];
  for (const [part, allowed] of Object.entries(ALLOWED)) {
    for (const [file, imports] of importsOf) {
      if (!under(file, part)) continue;
      for (const { target } of imports) {
        if (!under(target, part) && !allowed.some((a) => under(target, a)))
          wrong.push(`${file} imports ${target}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it('has no cycle of imports that run', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const { target, typeOnly } of importsOf.get(file) ?? [])
      if (!typeOnly) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of importsOf.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

it('reads the environment in one place, and the clock only through the injected one', () => {
  const offenders: string[] = [];
  for (const file of sources) {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const composition = /^server\/(main|cli)\.ts$|^server\/cli\//.test(file);
    if (!composition && /process\.env/.test(text)) offenders.push(`${file}: process.env`);
    if (file !== 'server/platform/clock.ts' && !composition && /Date\.now\(\)|new Date\(\)/.test(text))
      offenders.push(`${file}: the real clock`);
  }
  expect(offenders).toEqual([]);
});
