import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. What needs a browser runs apart: see vitest.browser.config.ts. */
export default defineConfig({
  test: { exclude: [...configDefaults.exclude, 'dist/**', 'test/browser/**'] },
});
