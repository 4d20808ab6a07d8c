import { defineConfig } from 'vitest/config';

/** The real data sets, too slow for `npm test`: `vitest run --config vitest.data.config.ts`. They lie beside the project. */
export default defineConfig({
  test: { include: ['test/data/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false },
});
