import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Settings of a file of `NAME=value` lines. */
export function readEnvFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const found = /^([A-Z_][A-Z0-9_]*)=(.*)$/.exec(line);
      return found ? [[found[1]!, found[2]!]] : [];
    }),
  );
}

/** Sets them in a file that only its owner can read, and leaves all else in it as it is. It is replaced in one step. */
export function setInEnvFile(file: string, values: Readonly<Record<string, string>>): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').replace(/\n$/, '').split('\n') : [];
  const left = new Map(Object.entries(values));
  const next = lines.map((line) => {
    const name = /^([A-Z_][A-Z0-9_]*)=/.exec(line)?.[1];
    if (name === undefined || !left.has(name)) return line;
    const value = left.get(name);
    left.delete(name);
    return `${name}=${value}`;
  });
  for (const [name, value] of left) next.push(`${name}=${value}`);
  const draft = `${file}.new`;
  writeFileSync(draft, `${next.join('\n')}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
