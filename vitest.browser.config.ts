import { defineConfig } from 'vitest/config';

/** Tests in a real browser: `vitest run --config vitest.browser.config.ts`. They need Chromium (see test/browser/browser.ts). */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000, fileParallelism: false },
});
