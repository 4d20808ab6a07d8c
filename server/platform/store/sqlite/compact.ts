import { Worker } from 'node:worker_threads';
import { blameFile } from './file-error.ts';

/** As the source runs, so does its worker: TypeScript as it is, or compiled. */
const WORKER = new URL(`./compact-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Writes the database anew, in a thread of its own, so that its free pages hold nothing, and empties its log. Nobody may write
 * meanwhile. It needs as much room as the database has, beside it and in the folder for temporary files.
 * @throws StoreFileError
 */
export async function compactInWorker(path: string): Promise<void> {
  const worker = new Worker(WORKER, { workerData: { path }, execArgv: [] });
  try {
    await new Promise<void>((done, failed) => {
      worker.once('error', failed);
      worker.once('exit', (code) =>
        code === 0 ? done() : failed(new Error(`compacting ended with ${code}`)),
      );
    });
  } catch (error) {
    throw blameFile(path, error);
  }
}
