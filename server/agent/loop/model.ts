import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModel } from 'ai';

// Its warnings are about what schemas it had to simplify, and would go to standard error with every request.
globalThis.AI_SDK_LOG_WARNINGS = false;

export interface ModelSettings {
  /** Up to and with the version: `https://api.openai.com/v1`, or any server that speaks the same. */
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  /** Millionths of a US dollar for a million tokens; 0 where nothing is charged. */
  inputPrice: number;
  outputPrice: number;
}

/** A model behind OpenAI's chat completions, which every compatible server has. */
export function createModel(settings: ModelSettings, fetch: typeof globalThis.fetch): LanguageModel {
  const { baseUrl: baseURL, apiKey = 'none', model } = settings;
  return createOpenAI({ baseURL, apiKey, fetch }).chat(model);
}

/** What tokens cost, rounded up, in millionths of a US dollar. */
export const costOf = (
  { inputPrice, outputPrice }: Pick<ModelSettings, 'inputPrice' | 'outputPrice'>,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): number => Math.ceil((inputTokens * inputPrice + outputTokens * outputPrice) / 1_000_000);
