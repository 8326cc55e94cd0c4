import { sniffBytes } from "@danfang/formats";
import { httpException } from "./errors.ts";

/**
 * A picture sent as base64, bare or as a data URL. Addresses are not fetched: nobody may make this machine call another.
 * Errors: 500 as AUTOMATIC1111 answers them.
 */
export function pictureOf(text: string): Uint8Array {
  if (/^https?:\/\//i.test(text)) throw httpException(500, "Requests not allowed");
  const base64 = text.startsWith("data:image/") ? (text.split(";")[1]?.split(",")[1] ?? "") : text;
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  const kind = sniffBytes(bytes);
  if (kind !== "png" && kind !== "jpeg" && kind !== "webp") throw httpException(500, "Invalid encoded image");
  return bytes;
}
