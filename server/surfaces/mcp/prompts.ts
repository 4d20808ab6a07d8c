import {
  type GetPromptResult,
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';

interface Recipe {
  readonly prompt: Prompt;
  /** Arguments are the user's words: they are quoted into the message, never obeyed as instructions of the shop. */
  readonly message: (args: Readonly<Record<string, string>>) => string;
}

const RECIPES: readonly Recipe[] = [
  {
    prompt: {
      name: 'find_product',
      title: 'Find the right product',
      description:
        'Search the shop for a need, within a budget if one is given, and recommend one to three products.',
      arguments: [
        { name: 'need', description: 'What the product is for, in your own words', required: true },
        { name: 'budget', description: 'The most to spend, with currency, such as 80 USD' },
      ],
    },
    message: ({ need, budget }) =>
      `Find a product in this shop for: ${need}.${budget ? ` Spend at most ${budget}.` : ''} Search the catalogue, check that your picks are in stock, and recommend one to three of them with the price as quoted and the reason for each.`,
  },
  {
    prompt: {
      name: 'compare_products',
      title: 'Compare products',
      description: 'Compare two to four products of this shop point by point.',
      arguments: [
        { name: 'products', description: 'Names, SKUs or ids, separated by commas', required: true },
      ],
    },
    message: ({ products }) =>
      `Compare these products of this shop: ${products}. Look each one up, show price, stock and the attributes in which they differ, and say for whom each is the better choice.`,
  },
  {
    prompt: {
      name: 'track_order',
      title: 'Where is my order?',
      description: 'Look up an order and say where it is and when it arrives.',
      arguments: [{ name: 'order', description: 'The order number', required: true }],
    },
    message: ({ order }) =>
      `Look up order ${order} in this shop and tell me its state, where the parcel is and when it should arrive. If the shop asks for a code, ask me for it.`,
  },
];

export const prompts: Prompt[] = RECIPES.map((recipe) => recipe.prompt);

/** @throws {ProtocolError} -32602 for an unknown prompt or a missing argument */
export function getPrompt(name: string, args: Readonly<Record<string, string>> = {}): GetPromptResult {
  const recipe = RECIPES.find((candidate) => candidate.prompt.name === name);
  if (recipe === undefined)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt: ${name}`);
  for (const argument of recipe.prompt.arguments ?? []) {
    if (argument.required && !args[argument.name]) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `Prompt ${name} needs the argument ${argument.name}`,
      );
    }
  }
  return {
    description: recipe.prompt.description,
    messages: [{ role: 'user', content: { type: 'text', text: recipe.message(args) } }],
  };
}
