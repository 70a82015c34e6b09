import type { Family } from '../../family.js';
import { auctionBid } from './auction.js';
import { chargerFind } from './chargers.js';
import { cookieChoices } from './cookies.js';
import { jobApply } from './jobs.js';
import { mailingPreferences } from './mailing.js';
import { moderationQueue } from './moderation.js';
import { parkingPermit } from './permit.js';
import { problemReport } from './problems.js';
import { reviewFinder } from './reviews.js';
import { shiftSignUp } from './shifts.js';
import { busConnection } from './timetable.js';
import { wasteDay } from './waste.js';

/** Public sites and services: the council, transport, jobs, volunteers, auctions, forums, reviews, consent. */
export const PUBLIC: readonly Family[] = [
  ...[parkingPermit, problemReport, wasteDay, busConnection, chargerFind],
  ...[jobApply, shiftSignUp, auctionBid, moderationQueue, reviewFinder],
  ...[cookieChoices, mailingPreferences],
];
