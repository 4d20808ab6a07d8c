import { basename, resolve } from 'node:path';
import { type Embedder, EmbedderError } from '../../search/vectors/embedder.ts';

const PACKAGE = '@huggingface/transformers';

/** The part of Transformers.js (version 3 and 4) that is used. */
export interface Transformers {
  env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { dtype: string; local_files_only: boolean },
  ): Promise<
    (
      texts: string[],
      options: { pooling: 'mean'; normalize: boolean },
    ) => Promise<{ readonly dims: readonly number[]; readonly data: ArrayLike<number> }>
  >;
}

export interface LocalEmbedderOptions {
  /** Folder with `config.json`, `tokenizer.json` and `onnx/model_quantized.onnx` or `onnx/model.onnx`. */
  folder: string;
  /** `q8` reads `model_quantized.onnx`, `fp32` reads `model.onnx`. Default `q8`. */
  dtype?: string;
  /** For tests: in place of the package. */
  load?: () => Promise<Transformers>;
}

/**
 * A sentence model (ONNX) on this machine: no text leaves it. The package that runs it is large and native, so it is
 * installed only by who wants it. Nothing is downloaded.
 * @throws EmbedderError `refused`, with what to install
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<Embedder> {
  const { dtype = 'q8', load = loadPackage } = options;
  const folder = resolve(options.folder);
  const { env, pipeline } = await load();
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '';
  const extract = await pipeline('feature-extraction', folder, { dtype, local_files_only: true }).catch(
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new EmbedderError('refused', `the model in ${folder} cannot be loaded: ${why}`);
    },
  );
  return {
    id: `local/${basename(folder)}@${dtype}`,
    // Small: the threads of the model are those of the machine that also serves.
    maxBatch: 8,
    async embed(texts, signal) {
      if (texts.length === 0) return [];
      signal.throwIfAborted();
      const { dims, data } = await extract([...texts], { pooling: 'mean', normalize: true });
      const length = dims.at(-1) ?? 0;
      return texts.map((_, i) => Float32Array.from({ length }, (_part, j) => data[i * length + j]!));
    },
  };
}

async function loadPackage(): Promise<Transformers> {
  try {
    // Not a constant, so that neither compiler nor packager looks for what is not installed.
    return (await import([PACKAGE].join(''))) as Transformers;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const missing = code === 'ERR_MODULE_NOT_FOUND';
    throw new EmbedderError(
      'refused',
      missing
        ? `local vectors need the package ${PACKAGE}, which is not installed; install it beside Shopwright: ONNXRUNTIME_NODE_INSTALL=skip npm install ${PACKAGE}`
        : `the package ${PACKAGE} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
