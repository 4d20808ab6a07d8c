import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';

/** Bundles the chat of the page and the launcher into the one script that `/widget.js` serves. */
const root = resolve(import.meta.dirname, '..');
export const BUNDLE = join(root, 'server/surfaces/widget/widget.bundle.js');
const ENTRY = join(root, 'server/surfaces/widget/client/widget.js');

/** Sizes are pixels in the bundle: what `rem` is on another website is anybody's guess. */
const stylesAsText: Plugin = {
  name: 'styles as text',
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const inPixels = (await readFile(path, 'utf8')).replaceAll(
        /(?<![\w.])(\d*\.?\d+)rem\b/g,
        (_, size: string) => `${Number(size) * 16}px`,
      );
      const { code } = await transform(inPixels, { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** The script as it should be. */
export async function bundleWidget(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: '/* Made by scripts/write-widget.ts from client/ and the modules of the chat page. */' },
    plugins: [stylesAsText],
  });
  return outputFiles[0]!.text;
}

if (import.meta.main) writeFileSync(BUNDLE, await bundleWidget());
