import written from './examples.json' with { type: 'json' };

export interface Example {
  input: Record<string, unknown>;
  output: Record<string, unknown>;
}

/** A call of each tool and what the sample shop answers, by the tool's name. Written by scripts/write-examples.ts. */
export const examples: Readonly<Record<string, Example>> = written;
