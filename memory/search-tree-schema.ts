/** Migration: the searches behind decisions. */
export const SEARCH_TREE_SCHEMA = `
  CREATE TABLE search_tree (
    episode_id TEXT NOT NULL,
    number INTEGER NOT NULL,      -- of the step
    planner TEXT NOT NULL,
    nodes INTEGER NOT NULL,
    tree TEXT NOT NULL REFERENCES blob(hash),
    error REAL,                   -- of what a world model foretold of the chosen action, 0 to 1; once it is known
    PRIMARY KEY (episode_id, number),
    FOREIGN KEY (episode_id, number) REFERENCES step(episode_id, number) ON DELETE CASCADE
  );
`;
