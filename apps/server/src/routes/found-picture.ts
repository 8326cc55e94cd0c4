import { serverErrors } from "../border/errors.ts";

/** What there is of a picture. Errors: `server/notFound` where there is nothing. */
export function found<T>(picture: T | undefined): T {
  if (picture === undefined) throw serverErrors.notFound({ what: "picture" });
  return picture;
}
