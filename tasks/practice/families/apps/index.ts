import type { Family } from '../../family.js';
import { calendarAsk, calendarChange, calendarCreate, calendarPick, calendarSlot } from './calendar.js';
import { mailDetail, mailMark, mailRemove, mailRemoveAll, mailSender, mailUnread } from './mail.js';
import { mailCompose, mailForward, mailReply } from './mail-write.js';
import { settingsNested, settingsPages, settingsRead, settingsRemove, settingsSwitch } from './settings.js';
import { shopAdd, shopCart, shopCompare, shopCoupon, shopExtreme, shopExtremeName, shopOptions, shopPrice } from './shop.js';
import { socialCount, socialFollow, socialLikeAll, socialMenu, socialReply, socialToggle } from './social.js';
import { tableCopy, tableEdit, tableExtreme, tablePaged, tableRowButton, tableSelectRows, tableSort, tableSum } from './table.js';
import { noteEdit, todoAdd, todoDelete, todoDone, todoMixed, todoOrder, todoRename, todoRestore } from './todo.js';
import { noticeFirst, shopCheckout, wizardBooking, wizardSteps } from './wizard.js';

/** Small applications: mail, shop, posts, tables, calendar, wizards, settings, lists of tasks. */
export const APPS: readonly Family[] = [
  ...[mailMark, mailRemove, mailRemoveAll, mailReply, mailForward, mailCompose, mailSender, mailDetail, mailUnread],
  ...[shopAdd, shopOptions, shopCart, shopExtreme, shopExtremeName, shopPrice, shopCompare, shopCoupon, shopCheckout],
  ...[socialToggle, socialLikeAll, socialMenu, socialReply, socialFollow, socialCount],
  ...[tablePaged, tableRowButton, tableSelectRows, tableSort, tableExtreme, tableCopy, tableEdit, tableSum],
  ...[calendarPick, calendarSlot, calendarCreate, calendarChange, calendarAsk],
  ...[wizardSteps, wizardBooking, noticeFirst],
  ...[settingsPages, settingsNested, settingsSwitch, settingsRemove, settingsRead],
  ...[todoAdd, todoDone, todoRename, todoDelete, todoMixed, todoOrder, todoRestore, noteEdit],
];
