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
 * `models` has a row for each path of a model file; `is_copy` marks those under which a file is found again, and `identity`
 * tells which file it is. `sort` is its name in natural order. What only a shown model needs lies in `model_entries`; what
 * people said of it, in `model_marks`, by its id, so that a look through the folders cannot lose it.
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
  `
  ALTER TABLE models RENAME TO models_of_before;
  CREATE TABLE models (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    root TEXT NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL DEFAULT 0,
    sort TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    word TEXT NOT NULL DEFAULT '',
    alias TEXT,
    folder TEXT NOT NULL DEFAULT '',
    family TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '',
    sha256 TEXT,
    size_bytes INTEGER NOT NULL,
    modified_at REAL NOT NULL,
    identity TEXT NOT NULL DEFAULT '',
    beside TEXT NOT NULL DEFAULT '',
    is_copy INTEGER NOT NULL DEFAULT 0,
    is_absent INTEGER NOT NULL DEFAULT 0,
    is_broken INTEGER NOT NULL DEFAULT 0,
    lacks_vae INTEGER NOT NULL DEFAULT 0,
    is_favourite INTEGER NOT NULL DEFAULT 0,
    uses INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX models_by_id ON models (id);
  CREATE INDEX models_listed ON models (root, kind, is_copy, is_absent, place, sort);
  CREATE INDEX models_paged ON models (is_copy, is_absent, is_broken, sort);
  CREATE INDEX models_paged_by_kind ON models (kind, is_copy, is_absent, is_broken, sort);
  CREATE INDEX models_by_word ON models (kind, word);
  CREATE INDEX models_by_alias ON models (kind, alias) WHERE alias IS NOT NULL;
  CREATE INDEX models_by_hash ON models (sha256) WHERE sha256 IS NOT NULL;
  CREATE INDEX models_by_identity ON models (identity);
  CREATE TABLE model_entries (
    number INTEGER PRIMARY KEY REFERENCES models (number) ON DELETE CASCADE,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE TABLE model_tags (
    tag TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES models (number) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX model_tags_by_tag ON model_tags (tag, number);
  CREATE INDEX model_tags_of ON model_tags (number);
  CREATE TABLE model_marks (
    id TEXT PRIMARY KEY,
    is_favourite INTEGER NOT NULL DEFAULT 0,
    notes TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    uses INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER
  ) STRICT;
  CREATE VIRTUAL TABLE model_search USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M*'"
  );
  INSERT INTO models (path, id, root, kind, name, word, size_bytes, modified_at)
    SELECT path, json_extract(entry, '$.id'), root, json_extract(entry, '$.kind'), json_extract(entry, '$.name'),
      json_extract(entry, '$.stem'), size_bytes, modified_at
    FROM models_of_before
    WHERE json_valid(entry) AND json_type(entry, '$.id') = 'text' AND json_type(entry, '$.kind') = 'text'
      AND json_type(entry, '$.name') = 'text' AND json_type(entry, '$.stem') = 'text';
  INSERT INTO model_entries (number, entry) SELECT number, entry FROM models JOIN models_of_before USING (path);
  DROP TABLE models_of_before;
  `,
  `
  ALTER TABLE models ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE model_marks ADD COLUMN path TEXT;
  ALTER TABLE model_marks ADD COLUMN identity TEXT NOT NULL DEFAULT '';
  ALTER TABLE model_marks ADD COLUMN size_bytes INTEGER;
  ALTER TABLE model_marks ADD COLUMN modified_at REAL;
  ALTER TABLE model_marks ADD COLUMN head TEXT;
  CREATE INDEX model_marks_by_size ON model_marks (size_bytes) WHERE size_bytes IS NOT NULL;
  UPDATE model_marks SET (path, identity, size_bytes, modified_at) =
    (SELECT path, identity, size_bytes, modified_at FROM models WHERE models.id = model_marks.id LIMIT 1)
    WHERE EXISTS (SELECT 1 FROM models WHERE models.id = model_marks.id);
  UPDATE models SET used_at = coalesce((SELECT used_at FROM model_marks WHERE id = models.id), 0);
  UPDATE models SET beside = '?' WHERE kind <> '';
  `,
];
