export { explore } from './explore.js';
export type { ExploreOptions, ExploreParts, ExploreProgress, ExploreReport, ExploreSession } from './explore.js';
export { Fence } from './fence.js';
export type { FenceOptions } from './fence.js';
export { walksFrom } from './frontier.js';
export type { SiteControl, SiteEdge, SitePage } from './records.js';
export { SiteGraph } from './site-graph.js';
export { shortKey, subjectOf } from './site-notes.js';
