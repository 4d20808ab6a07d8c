/** Draws the states of a conversation into docs/dialogue.md: `node scripts/write-states.ts`. A test keeps it up to date. */
import { writeFileSync } from 'node:fs';
import { renderDialogue } from '../server/agent/dialogue/draw.ts';

writeFileSync(new URL('../docs/dialogue.md', import.meta.url), renderDialogue());
