import type { LanguageModel } from 'ai';
import type { ModelStep } from '../../evals/contract.ts';

type Model = Exclude<LanguageModel, string>;
type Answer = Awaited<ReturnType<Model['doGenerate']>>;

/**
 * A model that says what the case of the conversation under way brings along, a step a request. Without a case that does, or when
 * its steps are used up, it refuses the request, and the shop answers without it; other conversations go on to ask it.
 * @param steps of the conversation under way, taken off as they are used
 */
export function scriptedModel(steps: () => ModelStep[] | undefined): LanguageModel {
  let calls = 0;
  const next = (): Answer => {
    const step = steps()?.shift();
    if (!step)
      throw Object.assign(new Error('The case brings no further answer of a model.'), { statusCode: 422 });
    calls += 1;
    const content =
      'text' in step
        ? { type: 'text' as const, text: step.text }
        : {
            type: 'tool-call' as const,
            toolCallId: `call-${calls}`,
            toolName: step.call,
            input: JSON.stringify(step.arguments),
          };
    return {
      content: [content],
      finishReason: { unified: 'text' in step ? 'stop' : 'tool-calls', raw: undefined },
      usage: {
        inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 0, text: 0, reasoning: 0 },
      },
      warnings: [],
    } as Answer;
  };
  return {
    specificationVersion: 'v4',
    provider: 'eval',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: async () => next(),
    doStream: () => Promise.reject(new Error('The scripted model does not stream.')),
  } as unknown as LanguageModel;
}
