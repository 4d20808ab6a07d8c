/** Bodies of the admin API for the reference, by method and path. */
export const adminExamples: Readonly<Record<string, object>> = {
  'PUT /products/{id}': {
    title: { en: 'Desk lamp', es: 'Lámpara de mesa' },
    description: 'Warm light, three levels.',
    brand: 'Harrowby',
    options: [{ name: 'color', values: [{ value: 'black' }, { value: 'white' }] }],
    variants: [
      {
        id: 'desk-lamp-black',
        sku: 'HB-LAMP-BK',
        options: { color: 'black' },
        weight_grams: 1200,
        prices: [{ market: 'us', amount: 4900, currency: 'USD' }],
      },
      {
        id: 'desk-lamp-white',
        sku: 'HB-LAMP-WH',
        options: { color: 'white' },
        weight_grams: 1200,
        prices: [{ market: 'us', amount: 4900, currency: 'USD', compare_at: 5900 }],
      },
    ],
  },
  'PUT /variants/{id}/price': { market: 'us', amount: 4500, currency: 'USD', compare_at: 4900 },
  'PUT /stock/{variant}/{location}': { on_hand: 40, source_sequence: 1041 },
  'POST /stock/{variant}/{location}/adjust': { by: -2 },
  'PUT /categories/{id}': { title: { en: 'Lighting', de: 'Leuchten' } },
  'POST /discounts': {
    code: 'SPRING10',
    title: { en: '10 % off', de: '10 % Rabatt' },
    effect: { kind: 'percentage', rate: 1000, cap: { USD: 5000 } },
    minimum_subtotal: { USD: 5000 },
    ends_at: '2030-06-01T00:00:00Z',
  },
  'PUT /discounts/{id}': {
    code: 'SPRING10',
    title: '10 % off',
    effect: { kind: 'percentage', rate: 1000 },
    usage_limit_per_customer: 1,
  },
  'POST /orders/{id}/ship': { carrier: 'UPS', tracking_number: '1Z999AA10123456784' },
  'POST /orders/{id}/fulfillments/{fulfillment}/track': { status: 'delivered' },
  'POST /orders/{id}/cancel': { reason: 'Asked for by the customer' },
  'POST /orders/{id}/refund': { amount: { amount: 1000, currency: 'USD' }, reason: 'Scratched on arrival' },
  'POST /orders/{id}/returns/{return}/decide': { status: 'approved' },
  'PATCH /leads/{id}': { status: 'contacted' },
  'PUT /policies/{kind}': {
    title: 'Returns',
    sections: [{ key: 'period', heading: 'Period', body: 'You can send goods back within 30 days.' }],
  },
  'PUT /shop': {
    name: 'Harrowby & Finch',
    default_locale: 'en',
    locales: ['en'],
    default_market: 'us',
    markets: [{ id: 'us', currency: 'USD', countries: ['US'], tax_included: false, default_locale: 'en' }],
    tax_rules: [{ country: 'US', region: 'CA', rate: 725, name: 'CA sales tax' }],
    shipping_tax_category: 'standard',
    shipping_zones: [
      {
        id: 'us',
        countries: ['US'],
        rates: [
          { id: 'us-standard', title: 'Standard', currency: 'USD', amount: 500, min_days: 3, max_days: 5 },
        ],
      },
    ],
    locations: [{ id: 'east', title: 'Warehouse', country: 'US', priority: 1 }],
    handling_days: 1,
    cut_off_hour: 14,
  },
  'POST /keys': { name: 'Warehouse', kind: 'admin', scopes: ['admin:stock', 'admin:orders'] },
};
