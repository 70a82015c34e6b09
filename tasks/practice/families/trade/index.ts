import type { Family } from '../../family.js';
import { memberPlan, quoteLines } from './customers.js';
import { hotelDesk, tableBooking } from './guests.js';
import { returnRequests, sellerOrders } from './orders.js';
import { priceList, variantStock } from './prices.js';
import { importErrors, supplierOrder } from './supply.js';
import { fleetDue, workshopJob } from './workshop.js';

/** Back offices of trade and service businesses: orders, guests, repairs, prices, imports, suppliers, members, quotes. */
export const TRADE: readonly Family[] = [
  ...[sellerOrders, returnRequests, hotelDesk, tableBooking, workshopJob, fleetDue],
  ...[priceList, variantStock, importErrors, supplierOrder, memberPlan, quoteLines],
];
