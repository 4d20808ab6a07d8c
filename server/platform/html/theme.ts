import { readFileSync } from 'node:fs';

/** Colours and type of our pages, light and dark, each as a custom property: a style sheet of a page begins with it. */
export const THEME = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

/** The style sheet of a page, theme included. */
export const themed = (style: URL): string => THEME + readFileSync(style, 'utf8');
