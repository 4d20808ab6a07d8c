import type { Lead } from './model.ts';

const TIMEFRAME_POINTS: Record<Lead['timeframe'], number> = {
  now: 35,
  this_week: 28,
  this_month: 18,
  later: 5,
  unknown: 8,
};

/** 0 to 100: when they want to buy, whether they can be reached, whether they name a budget and products. */
export function scoreLead(
  lead: Pick<Lead, 'timeframe' | 'contact' | 'consent' | 'budget' | 'productIds' | 'need'>,
): Pick<Lead, 'score' | 'temperature'> {
  let score = TIMEFRAME_POINTS[lead.timeframe];
  if (lead.consent && (lead.contact.email !== undefined || lead.contact.phone !== undefined)) score += 25;
  if (lead.budget) score += 20;
  if (lead.productIds.length > 0) score += 12;
  if (lead.need.length >= 40) score += 8;
  return { score, temperature: score >= 70 ? 'hot' : score >= 40 ? 'warm' : 'cold' };
}
