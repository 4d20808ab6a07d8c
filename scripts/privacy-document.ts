import { nothingPersonal, personalData } from '../server/erasure/personal-data.ts';

const INTRODUCTION = `# Personal data

<!-- Made by scripts/privacy-document.ts; the tables come from server/erasure/. Change it there: node scripts/write-docs.ts. -->

\`\`\`
shopwright customer export --email ada@example.com --output ada.json    all that is kept about one person
shopwright erase --email ada@example.com --dry-run                      what would be erased
shopwright erase --email ada@example.com --phone +14155550123           asks first; --yes does not
\`\`\`

Both work beside a running server and without one; over HTTP they are \`POST /admin/v1/customer-exports\`, \`/erasures/preview\`
and \`/erasures\`, for a key with the scope \`admin:privacy\` (admin keys made before that scope existed lack it: make a new one
with \`shopwright keys create\`).

**Who is meant.** An email, a phone number with its country code, a customer's account, or a conversation; several name one
person. A contact leads to every session in which it was proven, given for a lead or a checkout, or bought with; such a session is
erased whole. A conversation stands for itself, and for those that are known to be the same person’s. \`--dry-run\` counts other emails and phones found in the same sessions: look
at them in the export and name them too if they are theirs. Where *other* people wrote the email or number, it is blackened and the
rest stays; a number written without its country code counts there. A contact in a picture, or spelt out in words, is not found.

**What stays for now.** The address of an order that is still to be sent, an open return, an open dispute, a payment under way: the
erasure is then \`waiting\`, says so, and ends by itself within an hour of the end of what it waits for. \`--force\` takes address and
contact at once, but for a payment under way.

**How.** An erasure is a job of steps, each found anew from what is left, so that it goes on after a crash; asking again is harmless.
At the end the database is written anew (VACUUM) and its log emptied, so that no byte of what was deleted is left in the files;
writing waits meanwhile (about 12 s a GB were measured), reading goes on, and as much room as the database has is needed beside it
and in the folder for temporary files. Copies of the database that upgrades and restores left in the data folder are deleted
(\`--keep-copies\`: not). Texts of searches may stay in the memory of the process until it ends. What the file system or the disk
keeps of overwritten files is beyond the server: encrypt the disk.

**Backups** made before still hold the person. So each erasure is remembered in \`erasures.json\` in the data folder, which a restore
leaves alone, and is done again when an older database comes back: by \`shopwright restore\`, or at the start, before anything is
served. \`shopwright backup\` puts a copy of the list beside each backup (\`….db.erasures.json\`), and a restore reads all lists in the
backup's folder: keep them together, and to restore on another machine take the newest list along. The list holds keyed hashes
(HMAC-SHA-256 under a secret of the shop's database), ids of sessions, and times: without the database nobody can tell whose they
are. Somebody who comes back later is a customer as any other: only what is older than the erasure is erased again.

**Elsewhere.** Emails that were sent, records of the payment provider, what a model or a transcription service was sent
([configuration.md](configuration.md)), traces and logs that you collect: those are yours to see to. Logs, metrics and traces of the
server hold ids, never what a customer wrote or is called; a test captures the log of a customer's whole life and searches it.

## What is kept about people

| | holds | when erased |
|---|---|---|
`;

/** `inboundMessages` reads as `inbound messages`. */
const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export function renderPrivacy(): string {
  const rows = personalData.map(
    ({ collection, holds, erased }) => `| ${words(collection.name)} | ${holds} | ${erased} |`,
  );
  const nothing = Object.entries(nothingPersonal).map(([name, why]) => `| ${words(name)} | ${why} |`);
  return `${INTRODUCTION}${rows.join('\n')}

## What is not about people

| | |
|---|---|
${nothing.join('\n')}
`;
}
