import { describe, expect, it } from 'vitest';
import { createLocalEmbedder, type Transformers } from './local.ts';

const signal = new AbortController().signal;

/** Transformers.js as far as it is used: three dimensions, the length of the text among them. */
function transformers() {
  const asked: unknown[] = [];
  const made: Transformers = {
    env: { allowRemoteModels: true, allowLocalModels: false, localModelPath: '/models/' },
    pipeline: async (...args) => {
      asked.push(args);
      if (args[1].includes('missing')) throw new Error('no such file');
      return async (texts, options) => {
        asked.push(options);
        return {
          dims: [texts.length, 3],
          data: Float32Array.from(texts.flatMap((text) => [text.length, 1, 0])),
        };
      };
    },
  };
  return { made, asked };
}

describe('a model on this machine', () => {
  it('says what to install when the package is not there', async () => {
    await expect(createLocalEmbedder({ folder: '/models/minilm' })).rejects.toMatchObject({
      name: 'EmbedderError',
      kind: 'refused',
      message: expect.stringContaining('npm install @huggingface/transformers'),
    });
  });

  it('makes a vector for each text and downloads nothing', async () => {
    const { made, asked } = transformers();
    const embedder = await createLocalEmbedder({ folder: '/models/minilm/', load: async () => made });
    expect(embedder.id).toBe('local/minilm@q8');
    expect(await embedder.embed(['ab', 'abcd'], signal)).toEqual([
      Float32Array.of(2, 1, 0),
      Float32Array.of(4, 1, 0),
    ]);
    expect(await embedder.embed([], signal)).toEqual([]);
    expect(made.env).toMatchObject({ allowRemoteModels: false, allowLocalModels: true });
    expect(asked).toEqual([
      ['feature-extraction', '/models/minilm', { dtype: 'q8', local_files_only: true }],
      { pooling: 'mean', normalize: true },
    ]);
  });

  it('says which folder cannot be loaded', async () => {
    const { made } = transformers();
    await expect(
      createLocalEmbedder({ folder: '/models/missing', load: async () => made }),
    ).rejects.toMatchObject({
      kind: 'refused',
      message: 'the model in /models/missing cannot be loaded: no such file',
    });
  });
});
