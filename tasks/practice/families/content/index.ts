import type { Family } from '../../family.js';
import { formBuilderQuestions } from './forms.js';
import { forumModerate } from './forum.js';
import { encyclopediaHops, leagueLookup } from './lookups.js';
import { podcastEpisodes, videoActions } from './media.js';
import { blogBulkStatus, blogPostSettings } from './publishing.js';
import { analyticsReport, logReader, statusIfThen } from './watch.js';
import { wikiRestoreVersion } from './wiki.js';

/** Sites where people publish, watch over and look things up. */
export const CONTENT: readonly Family[] = [
  ...[blogPostSettings, blogBulkStatus, wikiRestoreVersion, formBuilderQuestions, forumModerate],
  ...[videoActions, podcastEpisodes],
  ...[logReader, statusIfThen, analyticsReport],
  ...[encyclopediaHops, leagueLookup],
];
