import { expect, it } from 'vitest';
import { html, raw, template } from './html.ts';
import { pageHtml } from './page.ts';
import { THEME } from './theme.ts';

it('a page is whole, in its language, and no title breaks out of it', () => {
  const page = pageHtml({ language: 'pt-BR', title: '</title><script>', body: '<main>Olá</main>' });
  expect(page).toMatch(/^<!doctype html>\n<html lang="pt-BR">\n<head>\n<meta charset="utf-8">/);
  expect(page).toContain('<title>&#60;/title&#62;&#60;script&#62;</title>');
  expect(page).toContain('<meta name="robots" content="noindex">');
  expect(pageHtml({ language: 'en', title: 'Docs', body: '', listed: true, icon: false })).not.toMatch(
    /noindex|rel="icon"/,
  );
});

it('a template escapes text, keeps markup, and leaves out what is not there', () => {
  const items = ['<i>', 2].map((one) => html`<li>${one}</li>`);
  expect(html`<ul title="${'"'}">${items}${undefined}${false}${raw('<hr>')}</ul>`.text).toBe(
    '<ul title="&#34;"><li>&#60;i&#62;</li><li>2</li><hr></ul>',
  );
  expect(template((text) => text.toUpperCase())`a${'b'}c`.text).toBe('aBc');
});

it('has each colour of the theme in the light and in the dark', () => {
  const [light, dark] = THEME.split('@media (prefers-color-scheme: dark)');
  const colours = (css: string) => [...css.matchAll(/(--[a-z-]+): #/g)].map(([, name]) => name);
  expect(colours(dark!)).toEqual(colours(light!));
  expect(colours(light!).length).toBeGreaterThan(10);
});
