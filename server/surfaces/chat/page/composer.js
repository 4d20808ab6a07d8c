import { Attachments } from './attachments.js';
import { element } from './blocks.js';

const TALLEST = 160;

/**
 * Where the customer writes: Enter sends, Shift and Enter begins a line.
 * @param {{ texts: object, drop: HTMLElement, send: (text: string, files: Blob[]) => void, tell: (problem: string) => void }} options
 */
export function createComposer({ texts, drop, send, tell }) {
  const input = element('textarea', {
    rows: '1',
    maxlength: '4000',
    placeholder: texts.placeholder,
    'aria-label': texts.placeholder,
    autocomplete: 'off',
    enterkeyhint: 'send',
    dir: 'auto',
  });
  const attachments = new Attachments({ texts, drop, tell, send: () => form.requestSubmit() });
  const form = element(
    'form',
    {},
    attachments.controls,
    input,
    element('button', { type: 'submit', class: 'send' }, texts.send),
  );
  const grow = () => {
    input.style.height = 'auto';
    const border = input.offsetHeight - input.clientHeight;
    input.style.height = `${Math.min(input.scrollHeight + border, TALLEST)}px`;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const files = attachments.take();
    if (text === '' && files.length === 0) return;
    input.value = '';
    grow();
    send(text, files);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  input.addEventListener('input', grow);
  const write = (text) => {
    input.value = text;
    if (text !== '') requestAnimationFrame(grow);
  };
  return { form, input, write, accept: (kinds) => attachments.accept(kinds) };
}
