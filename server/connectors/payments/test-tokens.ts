/** What a test token makes the provider do. */
export type TestOutcome = 'succeed' | 'decline' | 'ask_buyer' | 'stay_pending';

export interface TestToken {
  token: string;
  description: string;
  /** What the buyer reads on the hosted page. */
  label: string;
  outcome: TestOutcome;
  /** The provider records the outcome but the caller never gets the answer. */
  loseAnswer?: boolean;
  /** How many times the same callback is delivered; 1 when absent. */
  callbacks?: number;
}

export const TEST_TOKENS: readonly TestToken[] = [
  { token: 'tok_success', outcome: 'succeed', label: 'Test card: succeeds', description: 'Succeeds at once' },
  {
    token: 'tok_decline',
    outcome: 'decline',
    label: 'Test card: declined',
    description: 'Declined: insufficient funds',
  },
  {
    token: 'tok_needs_action',
    outcome: 'ask_buyer',
    label: 'Test card: bank asks to confirm (3-D Secure)',
    description: 'Needs the buyer to approve or decline on the test bank page (3-D Secure)',
  },
  {
    token: 'tok_timeout',
    outcome: 'succeed',
    loseAnswer: true,
    label: 'Test card: answer is lost, payment succeeded',
    description: 'Charges, but the answer is lost: the outcome is unknown until it is looked up (succeeded)',
  },
  {
    token: 'tok_timeout_declined',
    outcome: 'decline',
    loseAnswer: true,
    label: 'Test card: answer is lost, payment declined',
    description: 'Declines, but the answer is lost: the outcome is unknown until it is looked up (declined)',
  },
  {
    token: 'tok_duplicate_callback',
    outcome: 'succeed',
    callbacks: 2,
    label: 'Test card: succeeds, told twice',
    description: 'Succeeds, and the provider delivers the same callback twice',
  },
  {
    token: 'tok_pending',
    outcome: 'stay_pending',
    label: 'Test transfer: takes a minute',
    description: 'Stays pending for 60 seconds, then succeeds',
  },
];
