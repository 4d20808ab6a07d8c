import attachments from '../../chat/page/attachments.css';
import blocks from '../../chat/page/blocks.css';
import chat from '../../chat/page/chat.css';
import inline from './inline.css';
import launcher from './launcher.css';

export const CHAT = [chat, blocks, attachments, inline];
export const LAUNCHER = [launcher];

const sheets = new Map();

/** Constructed style sheets: no policy of the website's is in their way, and all elements share them. */
export function dressIn(root, texts) {
  root.adoptedStyleSheets = texts.map((text) => {
    const known = sheets.get(text) ?? new CSSStyleSheet();
    if (!sheets.has(text)) known.replaceSync(text);
    sheets.set(text, known);
    return known;
  });
}
