import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. What needs a browser or the real data sets runs apart: see vitest.browser.config.ts, vitest.data.config.ts. */
export default defineConfig({
  test: {
    // Twice as fast, and tests that share a module must not lean on its state anyway.
    isolate: false,
    // By default one core is left idle, and of two cores that is half.
    maxWorkers: '100%',
    exclude: [...configDefaults.exclude, 'dist/**', 'test/browser/**', 'test/data/**', 'test/faults/**'],
    // Far above what any test takes: only a hang ends here, not a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
