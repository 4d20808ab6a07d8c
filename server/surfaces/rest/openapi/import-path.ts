import { IMPORT_FORMATS, RETIRE_LIMIT_PERCENT } from '../../../connectors/catalog-import/formats.ts';
import { JsonLines, problems, text } from './schemas.ts';

/** `POST /admin/v1/import`, which stands outside the route table because its body and its answer are streams. */
export const importPath = {
  post: {
    operationId: 'admin_import',
    tags: ['Admin: Import and export'],
    summary: 'Import a catalogue',
    description:
      'The body is the file, as it is or gzipped: a Shopify or WooCommerce product export, a Google Merchant feed (TSV, XML), CSV, JSON Lines or JSON; what it is is told from the contents. It is read to its end before anything is written: a file that is broken as a whole is refused with 422 and writes nothing. Then a product is taken in whole or refused whole, with line, column and reason. Answers JSON Lines: one of type plan (what was understood, and the mapping that does it again), progress, then one of type report, or of type error when it failed half-way. With dry_run nothing is written and the report tells what would be.',
    security: [{ key: ['admin:import'] }],
    parameters: [
      { name: 'dry_run', in: 'query', description: 'Write nothing', schema: { type: 'boolean' } },
      {
        name: 'format',
        in: 'query',
        description: 'Else told from the contents',
        schema: { type: 'string', enum: [...IMPORT_FORMATS] },
      },
      { name: 'mapping', in: 'query', description: 'A mapping as JSON, such as a plan holds', ...text },
      {
        name: 'map',
        in: 'query',
        description: 'One column by hand, such as price=Preis',
        schema: { type: 'array', items: { type: 'string' } },
      },
      { name: 'price_unit', in: 'query', schema: { type: 'string', enum: ['minor', 'major'] } },
      {
        name: 'decimal',
        in: 'query',
        description: 'How prices are written: 1,234.50 or 1.234,50',
        schema: { type: 'string', enum: ['point', 'comma'] },
      },
      { name: 'currency', in: 'query', description: 'Of prices without one', ...text },
      { name: 'market', in: 'query', description: 'Into which the prices go', ...text },
      {
        name: 'stock',
        in: 'query',
        description: 'Of rows without any',
        schema: { type: 'integer', minimum: 0 },
      },
      { name: 'location', in: 'query', description: 'Where the stock lies', ...text },
      {
        name: 'group_by',
        in: 'query',
        description: 'Rows with the same value in this column are variants of one product',
        ...text,
      },
      {
        name: 'unfit_sku',
        in: 'query',
        description: 'What to do with a SKU that is taken or too long',
        schema: { type: 'string', enum: ['refuse', 'leave_out'] },
      },
      { name: 'encoding', in: 'query', description: 'Such as windows-1252, else found out', ...text },
      { name: 'source', in: 'query', description: 'Name of the feed', ...text },
      {
        name: 'retire_missing',
        in: 'query',
        description: 'Take products of the same source off sale that the file no longer holds',
        schema: { type: 'boolean' },
      },
      {
        name: 'retire_limit',
        in: 'query',
        description: 'Refuse to retire more than this share at once, in percent',
        schema: { type: 'number', minimum: 0, maximum: 100, default: RETIRE_LIMIT_PERCENT },
      },
      { name: 'force', in: 'query', description: 'Retire however many', schema: { type: 'boolean' } },
      {
        name: 'faults',
        in: 'query',
        description: 'all: every fault and warning is a line of its own, beside those in the report',
        schema: { type: 'string', enum: ['listed', 'all'] },
      },
    ],
    requestBody: {
      required: true,
      content: Object.fromEntries(
        [
          'application/x-ndjson',
          'application/json',
          'text/csv',
          'text/tab-separated-values',
          'application/xml',
          'application/gzip',
          'application/octet-stream',
        ].map((type) => [type, { schema: {} }]),
      ),
    },
    responses: {
      200: { description: 'Plan, progress and report, line by line', content: JsonLines },
      ...problems(400, 401, 403, 413, 415, 422, 429, 500, 503),
    },
  },
};
