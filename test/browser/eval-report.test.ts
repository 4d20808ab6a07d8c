import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineEval } from '../../evals/cases/define-eval.ts';
import { loadSuites } from '../../evals/cases/load.ts';
import { baselineOf } from '../../evals/gate/baseline.ts';
import { htmlReport } from '../../evals/report/html/report.ts';
import { evaluate } from '../../server/evals/evaluate.ts';
import { launchBrowser } from './browser.ts';

const SCREENSHOTS = process.env.SCREENSHOTS;
/** Texts whose contrast is below that of WCAG 2.2, 1.4.3. */
const HARD_TO_READ = `(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const color = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
    return element && color === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement) : color;
  };
  return [...document.querySelectorAll('h1, h2, h3, p, td, th, .kind, .who, mark, a, summary')]
    .filter((one) => one.checkVisibility())
    .map((one) => {
      const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
      return { text: one.textContent.slice(0, 30), ratio: (a + 0.05) / (b + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

let browser: Browser;
let folder: string;
let url: string;

const withdrawn = (product: string, amount: number) => ({
  text: { require: [] },
  facts: { forbid: [{ kind: 'price' as const, product, amount, currency: 'USD' }] },
});

/** Two prices that the merchant has withdrawn and the shop still tells, among the suites of the sample shop. */
const release = defineEval({
  name: 'release',
  cases: [
    {
      id: 'old-price',
      class: 'price',
      say: 'how much is the beam 200 headlamp?',
      expect: withdrawn('beam-200', 2490),
    },
    {
      id: 'old-price-de',
      class: 'price',
      language: 'de',
      turns: ['Stirnlampe', 'leg die erste in den Warenkorb'],
      expect: withdrawn('beam-400', 4490),
    },
  ],
});

beforeAll(async () => {
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), 'eval-report-'));
  const sample = await loadSuites([resolve(import.meta.dirname, '../../evals/suites')], '/');
  const { input } = await evaluate({ suites: [...sample, release], target: 'shop' });
  const { attempts } = input.run;
  const before = {
    ...input.run,
    attempts: attempts.map((one) => ({ ...one, status: one.case === 'returns' ? 'fail' : 'pass' }) as const),
  };
  const { input: compared } = await evaluate({
    ...{ suites: [...sample, release], target: 'shop', before: attempts },
    baseline: baselineOf(before),
  });
  const file = join(folder, 'report.html');
  writeFileSync(file, htmlReport(compared));
  url = pathToFileURL(file).href;
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(colorScheme: 'light' | 'dark', width = 1200) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme });
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  return { page, complaints, asked };
}

test('opens from a file, asks for nothing, and marks what is wrong', async () => {
  const { page, complaints, asked } = await open('light');
  expect(await page.title()).toBe('Evals failed: shop');
  expect(await page.locator('mark').first().innerText()).toContain('24.90');
  expect(await page.locator('article').count()).toBe(2);
  expect(await page.locator('.fact').count()).toBeGreaterThan(5);
  if (SCREENSHOTS) {
    await page.screenshot({ path: join(SCREENSHOTS, 'evals.png') });
    await page.locator('article').first().scrollIntoViewIfNeeded();
    await page
      .locator('article')
      .first()
      .screenshot({ path: join(SCREENSHOTS, 'evals-case.png') });
  }
  await page.getByRole('searchbox', { name: 'Words' }).fill('de');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  expect(await page.locator('article:visible').count()).toBe(1);
  expect(await page.getByRole('status').innerText()).toBe('1 of 2 shown');
  expect(asked).toEqual([url]);
  expect(complaints).toEqual([]);
});

test.each(['light', 'dark'] as const)('reads well in the %s, and fits a phone', async (scheme) => {
  const { page } = await open(scheme, 390);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await page.evaluate(HARD_TO_READ)).toEqual([]);
});
