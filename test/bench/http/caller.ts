import type { Era } from '../options.ts';
import type { Call, Output } from '../shop.ts';
import { encodeCall } from './requests.ts';
import { WireClient } from './wire-client.ts';

interface Answer {
  result?: { isError?: boolean; structuredContent?: Output; content?: { text: string }[] };
  error?: { message: string };
}

/** Tool calls over one connection, for preparations and for calls that depend on each other. */
export async function openCaller(port: number, era: Era): Promise<{ call: Call; close(): void }> {
  const client = await WireClient.open(port);
  return {
    call: async (name, args) => {
      const body = await client.send(encodeCall(port, era, name, args));
      const { result, error } = JSON.parse(body.toString()) as Answer;
      if (!result?.structuredContent || result.isError)
        throw new Error(`${name}: ${error?.message ?? result?.content?.[0]?.text}`);
      return result.structuredContent;
    },
    close: () => client.close(),
  };
}
