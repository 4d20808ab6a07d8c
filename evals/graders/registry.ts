import type { Grader } from '../contract.ts';
import { factsGrader } from './facts.ts';
import { groundingGrader } from './grounding/index.ts';
import { languageGrader } from './language.ts';
import { costGrader, goalGrader, latencyGrader } from './limits.ts';
import { oracleGrader } from './oracle.ts';
import { stateGrader } from './state.ts';
import { textGrader } from './text.ts';
import { toolCallsGrader } from './tool-calls.ts';

/** All graders that need no model, in the order of the reports. */
export const graders: readonly Grader[] = [
  groundingGrader,
  oracleGrader,
  toolCallsGrader,
  stateGrader,
  factsGrader,
  textGrader,
  languageGrader,
  latencyGrader,
  costGrader,
  goalGrader,
];
