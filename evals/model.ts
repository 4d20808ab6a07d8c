import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModel } from 'ai';

/** Millionths of a US dollar for a million tokens. */
export interface ModelPrices {
  readonly inputPrice: number;
  readonly outputPrice: number;
}

/** A model behind any server that speaks OpenAI's chat completions. */
export interface ModelEndpoint extends ModelPrices {
  /** Up to and with the version: `https://api.openai.com/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string | undefined;
}

export function openModel({ url, model, key }: ModelEndpoint, fetch: typeof globalThis.fetch): LanguageModel {
  return createOpenAI({ baseURL: url, apiKey: key ?? 'none', fetch }).chat(model);
}

/** Millionths of a US dollar, rounded up. */
export const costOf = (
  { inputPrice, outputPrice }: ModelPrices,
  usage: { inputTokens?: number | undefined; outputTokens?: number | undefined },
): number =>
  Math.ceil(((usage.inputTokens ?? 0) * inputPrice + (usage.outputTokens ?? 0) * outputPrice) / 1_000_000);
