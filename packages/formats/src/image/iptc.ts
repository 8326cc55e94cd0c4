import type { Bytes } from "@danfang/domain";
import { latin1Of, viewOf } from "../concat-bytes.ts";
import { utf8OrLatin1 } from "./user-comment.ts";

/** Begins a JPEG's APP13 segment with Photoshop's resources in it. */
export const photoshopPrefix = "Photoshop 3.0\0";
const iptcResource = 0x0404;

/** Texts of the second record that programs keep their data in. Source: IPTC-IIM 4.2. */
const texts: readonly (readonly [dataset: number, key: string])[] = [
  [120, "IPTC Caption"],
  [65, "IPTC Program"],
];

/** The texts of IPTC's record among Photoshop's resources, keys as `IPTC Caption`. Total. */
export function readIptcTexts(resources: Uint8Array): { key: string; text: string }[] {
  const view = viewOf(resources);
  for (let at = 0; at + 12 <= resources.length && latin1Of(resources.subarray(at, at + 4)) === "8BIM"; ) {
    const name = 1 + (resources[at + 6] ?? 0);
    const head = at + 6 + name + (name % 2);
    if (head + 4 > resources.length) break;
    const size = view.getUint32(head);
    if (view.getUint16(at + 4) === iptcResource) return datasetsIn(resources.subarray(head + 4, head + 4 + size));
    at = head + 4 + size + (size % 2);
  }
  return [];
}

function datasetsIn(record: Uint8Array): { key: string; text: string }[] {
  const found: { key: string; text: string }[] = [];
  const view = viewOf(record);
  for (let at: Bytes = 0; at + 5 <= record.length && record[at] === 0x1c; ) {
    const length = view.getUint16(at + 3);
    const key = texts.find(([dataset]) => record[at + 1] === 2 && record[at + 2] === dataset)?.[1];
    if (length >= 0x8000) break; // longer than any text that is meant
    const text = utf8OrLatin1(record.subarray(at + 5, at + 5 + length));
    if (key !== undefined && text !== "") found.push({ key, text });
    at += 5 + length;
  }
  return found;
}
