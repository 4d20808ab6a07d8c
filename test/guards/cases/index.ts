import type { GuardCase } from '../guard-case.ts';
import { channelCases } from './channels.ts';
import { documentCases } from './documents.ts';
import { doneCases } from './done.ts';
import { networkCases } from './network.ts';
import { outsideCases } from './outside.ts';
import { peopleCases } from './people.ts';
import { profileCases } from './profiles.ts';
import { proofCases } from './proofs.ts';
import { purchaseCases } from './purchases.ts';
import { saidCases } from './said.ts';
import { whatsAppCases } from './whatsapp.ts';

/** What the guards keep from happening: at least one attempt for each of them. */
export const cases: readonly GuardCase[] = [
  ...saidCases,
  ...documentCases,
  ...doneCases,
  ...outsideCases,
  ...purchaseCases,
  ...peopleCases,
  ...profileCases,
  ...networkCases,
  ...proofCases,
  ...channelCases,
  ...whatsAppCases,
];
