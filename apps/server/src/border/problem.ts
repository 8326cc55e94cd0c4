import { DanfangError, ownValue, problemOf, systemCause } from "@danfang/domain";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** HTTP statuses of problems, by code; by its end where every package uses the same word. The one table of its kind. */
const statuses: Readonly<Record<string, ContentfulStatusCode>> = {
  "server/badRequest": 422,
  "server/notJson": 415,
  "server/tooLarge": 413,
  "server/textTooLong": 422,
  "server/tooNested": 422,
  "server/tooManyValues": 422,
  "server/readingTooLong": 422,
  "server/foreignHost": 403,
  "server/foreignOrigin": 403,
  "server/unauthorised": 401,
  "server/tooManyGuesses": 429,
  "library/noModels": 409,
  "library/notFound": 422,
  "engine/badSize": 422,
  "engine/tooFewSteps": 422,
  "engine/outOfMemory": 507,
  "disk/full": 507,
  "storage/full": 507,
  "formats/notAnImage": 415,
  "formats/damagedImage": 422,
  "formats/textBomb": 422,
  "queue/notRetryable": 409,
  "queue/unreadable": 409,
  "database/notMended": 503,
  "queue/notQueued": 409,
  "gallery/notInBin": 409,
  "styles/exists": 409,
  "models/fixedPreview": 409,
  "models/previewExists": 409,
  "models/foreignFolder": 409,
  "styles/notOurs": 409,
  "gallery/tooLarge": 413,
  "files/wouldBeTooLarge": 413,
  "files/unkeepable": 422,
  "files/inUse": 503,
  "library/folderForeign": 422,
  "library/folderRelative": 422,
  "library/folderMissing": 422,
  "library/folderIsFile": 422,
  "library/folderUnreadable": 422,
  "library/folderKnown": 409,
  "formats/fileMissing": 404,
  "formats/notAFile": 422,
};
const endings: readonly (readonly [RegExp, ContentfulStatusCode])[] = [
  [/^disk\/|^storage\//, 503], // the studio's own trouble with a drive: nobody asked for anything wrong
  [/^moving\/(?!notFound)/, 409], // until what is in the way is gone
  [/^files\/|^styles\/(nameless|openQuote)$/, 409], // until somebody mends the file that is in the way
  [/\/(notFound|unknownJob|unknownPicture|unknownModel|\w*Missing)$/, 404],
  [/\/(unknown|bad|not)\w*$/, 422],
  [/Outside|Forbidden/, 403],
  [/\/cancelled$/, 409],
];

/**
 * The status of whatever was thrown; where its code has none, that of the disk's or the database's refusal behind it; 500
 * for what is nobody's mistake but ours.
 */
export function statusOf(error: unknown): ContentfulStatusCode {
  const own = error instanceof DanfangError ? statusOfCode(error.code) : undefined;
  return own ?? statusOfCode(systemCause(error)?.code ?? "") ?? 500;
}

function statusOfCode(code: string): ContentfulStatusCode | undefined {
  if (Object.hasOwn(statuses, code)) return ownValue(statuses, code);
  return endings.find(([ending]) => ending.test(code))?.[1];
}

/** What was thrown, as `/v1` answers it. */
export const problemResponse = (error: unknown): Response =>
  Response.json(problemOf(error), { status: statusOf(error), headers: { "Cache-Control": "no-store" } });
