import type { Family } from '../../family.js';
import { accountAdmin } from './accounts.js';
import { boardCard } from './board.js';
import { dashboardCompare } from './dashboard.js';
import { flagRollout } from './flags.js';
import { invoiceBalance, invoiceRemind } from './invoices.js';
import { leaveDecide } from './leave.js';
import { meetingDue } from './meetings.js';
import { stockAdjust } from './stock.js';
import { supplierChoose } from './suppliers.js';
import { timesheetFill } from './timesheet.js';
import { versionRestore } from './versions.js';

/** Web applications of an office: boards, invoices, requests, versions, stock, accounts, hours and figures. */
export const OFFICE: readonly Family[] = [
  ...[boardCard, invoiceRemind, invoiceBalance, leaveDecide, versionRestore, stockAdjust],
  ...[accountAdmin, flagRollout, timesheetFill, dashboardCompare, supplierChoose, meetingDue],
];
