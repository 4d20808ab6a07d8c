import { StoreUnavailableError } from '../errors.ts';

export type FileProblem =
  | 'cannot-open'
  | 'not-a-database'
  | 'foreign'
  | 'newer'
  | 'corrupt'
  | 'empty'
  | 'log-alone'
  | 'read-only'
  | 'busy'
  | 'full'
  | 'io'
  | 'no-folder'
  | 'closed-folder';

const MENDS: Readonly<Record<FileProblem, string>> = {
  'cannot-open': 'it cannot be opened: check that its folder exists and that this user may write there',
  'not-a-database':
    'it is not a SQLite database, or its beginning is destroyed: restore the latest backup (`shopwright restore FILE --replace`), or name another file',
  foreign: 'it is the database of another program: name another file',
  newer:
    'a newer version of the server wrote it: upgrade the server, or restore a backup made with this version',
  corrupt:
    'it is damaged: stop the server and restore the latest backup (`shopwright restore FILE --replace`), or save what is readable with `sqlite3 FILE .recover`',
  empty:
    'it is empty (0 bytes), which no shop ever is: restore the latest backup (`shopwright restore FILE --replace`), or delete it to begin with a new shop',
  'log-alone':
    'it is gone, but its log (the file of the same name with -wal) is there: put the two together again, or restore the latest backup (`shopwright restore FILE --replace`); to begin with a new shop, move the log away',
  'read-only':
    'it cannot be written: check the owner and the mode of the file, of its folder and of the disk',
  busy: 'another process is writing to it: stop that process; a database belongs to one server',
  full: 'the disk is full: make room; what was being written has been rolled back',
  'no-folder': 'it is a file, or below one: name a folder',
  'closed-folder':
    'this user may not write there: check the owner and the mode of the folder, or name another',
  io: 'the disk answered with an error: check its room and quota, the disk itself and the system log; what was being written has been rolled back',
};

/** The database file is at fault, not the program. The message names the file and says how to mend it. */
export class StoreFileError extends StoreUnavailableError {
  override readonly name = 'StoreFileError';
  readonly problem: FileProblem;
  /** @param mend what to do, where more is known than the problem alone */
  constructor(path: string, problem: FileProblem, cause?: unknown, mend: string = MENDS[problem]) {
    super(`${path}: ${mend}`, { cause });
    this.problem = problem;
  }
}

/** Primary result codes, https://www.sqlite.org/rescode.html */
const PROBLEMS: ReadonlyMap<number, FileProblem> = new Map([
  [5, 'busy'],
  [8, 'read-only'],
  [10, 'io'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'cannot-open'],
  [26, 'not-a-database'],
]);

/** The extended result code of an error of node:sqlite. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** A StoreFileError where SQLite blames the file; any other error unchanged. */
export function blameFile(path: string, error: unknown): unknown {
  const code = resultCode(error);
  const problem = code === undefined ? undefined : PROBLEMS.get(code & 0xff);
  return problem ? new StoreFileError(path, problem, error) : error;
}

const FOLDER_PROBLEMS: Readonly<Record<string, FileProblem>> = {
  EACCES: 'closed-folder',
  EPERM: 'closed-folder',
  EROFS: 'read-only',
  EEXIST: 'no-folder',
  ENOTDIR: 'no-folder',
  ENOSPC: 'full',
};

/** A StoreFileError where the system refuses to make the folder or to write into it; any other error unchanged. */
export function blameFolder(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const problem = FOLDER_PROBLEMS[code];
  return problem ? new StoreFileError(path, problem, error) : error;
}
