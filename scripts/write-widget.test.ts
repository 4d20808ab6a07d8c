import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { BUNDLE, bundleWidget } from './write-widget.ts';

it('serves the widget that its sources make: else run node scripts/write-widget.ts', async () => {
  expect(readFileSync(BUNDLE, 'utf8') === (await bundleWidget())).toBe(true);
});

it('keeps all that the widget loads within 35 kB gzipped', () => {
  const script = readFileSync(BUNDLE);
  const { byteLength } = gzipSync(script, { level: 9 });
  console.info(`/widget.js: ${script.byteLength} bytes, ${byteLength} gzipped`);
  expect(byteLength).toBeLessThanOrEqual(35_000);
});

it('writes no style into markup, makes no code of text, and takes no text for markup', () => {
  const script = readFileSync(BUNDLE, 'utf8');
  expect(script).not.toMatch(/\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|style=/);
});
