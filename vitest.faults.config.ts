import { defineConfig } from 'vitest/config';

/** Whole processes on files and disks that fail them, on Linux: `vitest run --config vitest.faults.config.ts`. */
export default defineConfig({
  test: { include: ['test/faults/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
});
