import { z } from 'zod';
import type { Category } from '../../../commerce/catalog/model.ts';
import { CategoryInput } from '../../../commerce/catalog/product-input.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { route } from '../route.ts';
import { present, Text } from '../shapes.ts';

const CategoryOutput = z.strictObject({ id: z.string(), title: Text, parent: z.string().optional() });
const categoryOutput = (category: Category): z.input<typeof CategoryOutput> => ({
  id: category._id,
  title: category.title,
  ...present({ parent: category.parentId }),
});

const shared = { scope: 'admin:products', tag: 'Categories' } as const;
const { title, parent } = CategoryInput.shape;

export const categoryRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/categories',
    summary: 'List all categories',
    output: z.strictObject({ items: z.array(CategoryOutput) }),
    handler: async ({ services }) => ({
      items: [...(await services.catalog.categories()).values()].map(categoryOutput),
    }),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/categories/{id}',
    summary: 'Create or replace a category',
    input: z.strictObject({ title, parent }),
    output: CategoryOutput,
    problems: [409],
    handler: async ({ services }, { params, input }) => {
      const category = CategoryInput.safeParse({ ...input, id: params.id });
      if (category.success) return categoryOutput(await services.catalog.putCategory(category.data));
      throw new CommerceError('invalid_input', `id: ${category.error.issues[0]!.message}.`, { field: 'id' });
    },
  }),
];
