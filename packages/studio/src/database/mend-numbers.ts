import type { DatabaseSync } from "node:sqlite";

/** The last number of a picture: what is above cannot be counted exactly. Leaves room for those made at the same time. */
const lastNumber = 2 ** 53 - 2 ** 40;
/** Milliseconds since 1970 of the last number. */
export const lastTime = Math.floor(lastNumber / 1000);
/** Places in the queue, far from where counting ends. */
const lastPosition = 2 ** 50;

/**
 * Brings numbers that older versions let in back to where they can be counted: pictures dated after 2255, jobs moved
 * beyond all places. Looks at the ends of two indexes.
 */
export function mendNumbers(connection: DatabaseSync): void {
  const pictures = connection.prepare("SELECT count(*) AS n FROM pictures WHERE number > ? OR number < 0");
  if (Number(pictures.get(lastNumber)?.n) > 0) renumberPictures(connection);
  const jobs = connection.prepare("SELECT count(*) AS n FROM jobs WHERE position > ? OR position < 0");
  if (Number(jobs.get(lastPosition)?.n) > 0) renumberJobs(connection);
}

/** Their searches are made again: an index that stores no text cannot move an entry. */
function renumberPictures(connection: DatabaseSync): void {
  connection.exec(`
    BEGIN IMMEDIATE;
    PRAGMA defer_foreign_keys = ON;
    CREATE TEMP TABLE moved AS
      SELECT number AS old, row_number() OVER (ORDER BY number) - 1 AS place FROM pictures
      WHERE number > ${lastNumber} OR number < 0;
    ALTER TABLE temp.moved ADD COLUMN new INTEGER;
    UPDATE moved SET new = place + (SELECT coalesce(max(number), 0) + 1 FROM pictures WHERE number BETWEEN 0 AND ${lastNumber});
    DELETE FROM picture_search WHERE rowid IN (SELECT old FROM moved);
    UPDATE picture_details SET number = (SELECT new FROM moved WHERE old = number)
      WHERE number IN (SELECT old FROM moved);
    UPDATE picture_notes SET number = (SELECT new FROM moved WHERE old = number)
      WHERE number IN (SELECT old FROM moved);
    UPDATE pictures SET number = (SELECT new FROM moved WHERE old = number),
        created_at = min(max(created_at, 0), ${lastTime})
      WHERE number IN (SELECT old FROM moved);
    DROP TABLE temp.moved;
    INSERT OR REPLACE INTO flags VALUES ('refill', '');
    COMMIT`);
}

function renumberJobs(connection: DatabaseSync): void {
  connection.exec(`
    BEGIN IMMEDIATE;
    UPDATE jobs SET position = (
      SELECT count(*) + (SELECT coalesce(max(position), 0) FROM jobs WHERE position BETWEEN 0 AND ${lastPosition})
      FROM jobs AS other WHERE other.position <= jobs.position AND (other.position > ${lastPosition} OR other.position < 0)
    ) WHERE position > ${lastPosition} OR position < 0;
    COMMIT`);
}
