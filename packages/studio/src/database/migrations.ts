/**
 * A cell lies under its grid's sheet exactly while that is shown. A recipe that cannot be read makes no sheet: asked for
 * what is inside, SQLite would give up the whole statement.
 */
export const stackCells = `
  UPDATE pictures SET is_stacked = 1 WHERE EXISTS (
    SELECT 1 FROM pictures AS sheet JOIN picture_details USING (number)
    WHERE sheet.job_id = pictures.job_id AND sheet.place > pictures.place AND sheet.deleted_at IS NULL
      AND CASE WHEN json_valid(recipe) THEN json_extract(recipe, '$.extra.Script') END = 'X/Y/Z plot'
  );
`;

/**
 * The database's history: version n is what the first n entries make. Entries are never changed, only added.
 *
 * `pictures.number` is the time of a picture (milliseconds since 1970, times 1000) and a count within it, so that newest
 * first is the order of every index, the search's too. What only one picture's page needs lies in `picture_details`.
 * `picture_search` has the pictures that are shown; its tokens are those of search-tokens.ts. It stores no positions: a
 * word that every prompt has is answered in milliseconds, where the trigram tokenizer's phrases take half a second.
 * `picture_notes` is what was said of a picture while it was painted; most have none.
 * `pictures.is_stacked` marks the cells of a grid whose sheet is shown: see gallery/stacks.ts.
 * `jobs.skipped` counts places of pictures that were given up; `cancelling`, `skipping` and `is_last_batch` are wishes to
 * the process that paints the job. `pending_pictures` is a promise written before a file is: after a crash it says which
 * file belongs to which job.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    seed INTEGER NOT NULL,
    source TEXT NOT NULL,
    keep INTEGER NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    position INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    fruitless INTEGER NOT NULL DEFAULT 0,
    step INTEGER NOT NULL DEFAULT 0,
    steps INTEGER NOT NULL,
    batch INTEGER NOT NULL DEFAULT 0,
    pictures TEXT NOT NULL DEFAULT '[]',
    problem TEXT,
    owner TEXT,
    cancelling INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
  ) STRICT;
  CREATE INDEX jobs_in_order ON jobs (state, priority DESC, position);
  CREATE INDEX jobs_by_position ON jobs (position);
  CREATE INDEX jobs_finished ON jobs (finished_at DESC);

  CREATE TABLE owners (
    name TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    heartbeat INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE flags (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE pictures (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_id TEXT,
    path TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    checkpoint TEXT,
    sampler TEXT,
    favourite INTEGER NOT NULL DEFAULT 0,
    has_timeline INTEGER NOT NULL DEFAULT 0,
    is_passing INTEGER NOT NULL DEFAULT 0,
    is_ours INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE INDEX pictures_shown ON pictures (is_passing, deleted_at) WHERE is_passing = 0 AND deleted_at IS NULL;
  CREATE INDEX pictures_binned ON pictures (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX pictures_favourite ON pictures (favourite, is_passing, deleted_at)
    WHERE is_passing = 0 AND deleted_at IS NULL AND favourite = 1;
  CREATE INDEX pictures_of_checkpoint ON pictures (checkpoint, is_passing, deleted_at)
    WHERE is_passing = 0 AND deleted_at IS NULL;
  CREATE INDEX pictures_of_sampler ON pictures (sampler, is_passing, deleted_at)
    WHERE is_passing = 0 AND deleted_at IS NULL;
  CREATE INDEX pictures_passing ON pictures (created_at) WHERE is_passing = 1;

  CREATE TABLE picture_details (
    number INTEGER PRIMARY KEY REFERENCES pictures (number) ON DELETE CASCADE,
    recipe TEXT NOT NULL,
    infotext TEXT NOT NULL
  ) STRICT;

  CREATE VIRTUAL TABLE picture_search USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M*'"
  );

  CREATE TABLE pending_pictures (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    job_id TEXT NOT NULL,
    job_index INTEGER NOT NULL,
    picture TEXT NOT NULL
  ) STRICT;

  CREATE TABLE picture_folders (path TEXT PRIMARY KEY) STRICT;

  CREATE TABLE models (
    path TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_at REAL NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE jobs ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN skipping INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN is_last_batch INTEGER NOT NULL DEFAULT 0;
  `,
  "ALTER TABLE pictures ADD COLUMN place INTEGER;",
  "ALTER TABLE jobs ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';",
  `
  ALTER TABLE pictures ADD COLUMN is_stacked INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX pictures_of_job ON pictures (job_id, is_stacked) WHERE job_id IS NOT NULL;
  CREATE INDEX pictures_unstacked ON pictures (is_passing, deleted_at, is_stacked)
    WHERE is_passing = 0 AND deleted_at IS NULL AND is_stacked = 0;
  ${stackCells}
  `,
  `
  CREATE TABLE picture_notes (
    number INTEGER PRIMARY KEY REFERENCES pictures (number) ON DELETE CASCADE,
    notes TEXT NOT NULL
  ) STRICT;
  `,
];
