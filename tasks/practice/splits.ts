/**
 * Version of the suite: raise it with every change of what a `near` or `far` family shows or asks; their numbers start anew.
 * All page seeds depend on it.
 */
export const SUITE_VERSION = 'practice-1';

export const PRACTICE_SPLITS = ['seen', 'practice', 'gate', 'near', 'far'] as const;
export type PracticeSplit = (typeof PRACTICE_SPLITS)[number];

/**
 * What each family is used for, committed before the first model was raised. `seen`: demonstrations; `practice`: self-practice
 * only; `gate`: choosing models and defaults; `near`: reported, a new family made of known widgets and skills; `far`:
 * reported, another widget or skill.
 */
export const SPLITS: Readonly<Record<PracticeSplit, readonly string[]>> = {
  seen: [
    'click-button', 'pick-cell-value', 'settings-form', 'mail-open-delete',
    'several-fields', 'several-choices', 'several-boxes', 'field-and-control', 'dates-and-numbers', 'mixed-wizard', 'mixed-panels', 'interrupted-form',
    'profile-form', 'registration', 'job-application', 'contact-form', 'survey', 'delivery-address', 'order-options', 'checkout-details', 'search-filters',
    'pizza-order', 'booking-form', 'trip-search', 'event-form', 'preferences-tabs', 'device-settings', 'privacy-panel', 'alarm-clock', 'print-options',
  ],
  practice: [
    'pet-adoption', 'insurance-quote', 'sell-item', 'newsletter-form',
  ],
  gate: [
    'shipping-label', 'bug-report',
  ],
  near: [
    'class-enrolment', 'clinic-visit', 'car-rental',
  ],
  far: [],
};

/** The split of a family; undefined when it is in none. */
export function splitOf(family: string): PracticeSplit | undefined {
  return PRACTICE_SPLITS.find((split) => SPLITS[split].includes(family));
}
