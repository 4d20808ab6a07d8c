import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. What needs a browser or the real data sets runs apart: see vitest.browser.config.ts, vitest.data.config.ts. */
export default defineConfig({
  test: { exclude: [...configDefaults.exclude, 'dist/**', 'test/browser/**', 'test/data/**'] },
});
