import { DanfangError, problemOf } from "@danfang/domain";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** HTTP statuses of problems, by code; by its end where every package uses the same word. The one table of its kind. */
const statuses: Readonly<Record<string, ContentfulStatusCode>> = {
  "server/badRequest": 422,
  "server/notJson": 415,
  "server/tooLarge": 413,
  "server/foreignHost": 403,
  "server/foreignOrigin": 403,
  "server/unauthorised": 401,
  "library/noModels": 409,
  "engine/badSize": 422,
  "engine/tooFewSteps": 422,
  "engine/outOfMemory": 507,
  "formats/notAnImage": 415,
  "formats/damagedImage": 422,
  "formats/textBomb": 422,
  "queue/notRetryable": 409,
  "queue/notQueued": 409,
  "gallery/notInBin": 409,
  "styles/exists": 409,
  "models/fixedPreview": 409,
  "models/previewExists": 409,
  "models/foreignFolder": 409,
  "styles/notOurs": 409,
  "gallery/tooLarge": 413,
  "gallery/noFolder": 422,
  "formats/fileMissing": 404,
  "formats/notAFile": 422,
};
const endings: readonly (readonly [RegExp, ContentfulStatusCode])[] = [
  [/\/(notFound|unknownJob|unknownPicture|unknownModel|\w*Missing)$/, 404],
  [/\/(unknown|bad|not)\w*$/, 422],
  [/\/\w*(Outside|Forbidden)\w*$/, 403],
  [/\/cancelled$/, 409],
];

/** The status of whatever was thrown; 500 for what is nobody's mistake but ours. */
export function statusOf(error: unknown): ContentfulStatusCode {
  if (!(error instanceof DanfangError)) return 500;
  return statuses[error.code] ?? endings.find(([ending]) => ending.test(error.code))?.[1] ?? 500;
}

/** What was thrown, as `/v1` answers it. */
export const problemResponse = (error: unknown): Response =>
  Response.json(problemOf(error), { status: statusOf(error), headers: { "Cache-Control": "no-store" } });
