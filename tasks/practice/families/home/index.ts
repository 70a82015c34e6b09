import type { Family } from '../../family.js';
import { albumCaption, albumClear } from './album.js';
import { budgetLimits } from './budget.js';
import { choresShare } from './chores.js';
import { meterReading } from './energy.js';
import { heatingCheck, heatingPlan } from './heating.js';
import { parcelAsk } from './parcels.js';
import { sitterBook } from './sitter.js';
import { subscriptionCancel } from './subscriptions.js';
import { tvRecord } from './television.js';
import { weatherAsk } from './weather.js';

/** What people do on the web at home: heating, photos, bills, chores, and who comes when. */
export const HOME: readonly Family[] = [
  ...[heatingPlan, heatingCheck, albumClear, albumCaption, subscriptionCancel, parcelAsk],
  ...[meterReading, budgetLimits, choresShare, weatherAsk, tvRecord, sitterBook],
];
