import { createHash, timingSafeEqual } from "node:crypto";
import { serverErrors } from "../border/errors.ts";

/** Whether an `Authorization` header opens the door. */
export type Credentials = (header: string | undefined) => boolean;

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * `user:pass[,user2:pass2]` as HTTP Basic credentials. Digests are compared, all of them, so that the time taken says
 * nothing about what was right. Errors: `server/badAuth`. Source: AUTOMATIC1111 `--api-auth`.
 */
export function credentialsOf(apiAuth: string): Credentials {
  const pairs = apiAuth.split(",").map((pair) => pair.trim());
  if (pairs.some((pair) => !/^[^:]+:.+$/.test(pair))) throw serverErrors.badAuth({});
  const expected = pairs.map(digest);
  return (header) => {
    const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? "") ?? [];
    const given = digest(Buffer.from(encoded ?? "", "base64").toString("utf8"));
    return expected.map((pair) => timingSafeEqual(pair, given)).includes(true) && encoded !== undefined;
  };
}
