/** A decision of a trajectory as text: what the policy was shown and what it said. */
export interface DecisionRecord {
  prompt: string;
  answer: string;
}

/** Two answers to one prompt. */
export interface PreferenceRecord {
  prompt: string;
  chosen: string;
  rejected: string;
}

/** An answer that is known to be good or bad, without a partner. */
export interface JudgedRecord extends DecisionRecord {
  good: boolean;
}

/** The steps of a trajectory with a verdict on each. */
export interface StepwiseRecord {
  prompt: string;
  steps: readonly { text: string; good: boolean }[];
}

/** A decision with what it is worth, 0 to 1. */
export interface ValuedRecord extends DecisionRecord {
  value: number;
}
