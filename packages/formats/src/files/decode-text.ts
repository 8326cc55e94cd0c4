/** How a text was written down. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * The text that bytes are, every character of it; undefined where that is not certain. Nothing is replaced or left out.
 *
 * UTF-8 and UTF-16, with or without a mark, and GB18030 (GBK, GB2312), in which Excel saves CSV on a Chinese Windows. What
 * is none of them for certain, such as Windows-1252, Shift JIS and Big5, is refused rather than guessed.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  for (const [encoding, mark] of marks)
    if (mark.every((byte, i) => bytes[i] === byte)) return decodeAs(encoding, bytes);
  if (bytes.includes(0)) return decodeUnmarkedUtf16(bytes);
  return decodeAs("utf-8", bytes) ?? decodeChinese(bytes);
}

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): DecodedText | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : { text, encoding };
  } catch (error) {
    if (error instanceof TypeError) return undefined; // so `TextDecoder` says that bytes are not of this encoding
    throw error;
  }
}

/** Text without a mark whose ASCII stands on one side of nearly all its zeros. */
function decodeUnmarkedUtf16(bytes: Uint8Array): DecodedText | undefined {
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i & 1 ? 1 : 0]++;
  const [even, odd] = zeros;
  if (odd > decisive * even) return decodeAs("utf-16le", bytes);
  return even > decisive * odd ? decodeAs("utf-16be", bytes) : undefined;
}
/** Chinese characters whose number ends in 00 put a zero on the other side now and then. */
const decisive = 4;

/**
 * GB18030, where the characters are those that Chinese is written with. Bytes of other encodings are often valid in it;
 * but they become rare characters, or none that there are.
 */
function decodeChinese(bytes: Uint8Array): DecodedText | undefined {
  const decoded = decodeAs("gb18030", bytes);
  if (decoded === undefined || /\p{Private_Use}/u.test(decoded.text)) return undefined;
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; ) {
    const [first = 0, second = 0] = bytes.subarray(i, i + 2);
    const isFour = first > 0x7f && second >= 0x30 && second <= 0x39;
    if (first > 0x80) pairs++;
    if (!isFour && isCommon(first, second)) common++;
    i += first < 0x81 ? 1 : isFour ? 4 : 2;
  }
  return common * 2 >= pairs ? decoded : undefined;
}

/** Punctuation and full-width letters, or the 3,755 most frequent characters. Source: GB/T 2312-1980, rows 1–3 and 16–55. */
const isCommon = (first: number, second: number): boolean =>
  second >= 0xa1 && ((first >= 0xa1 && first <= 0xa3) || (first >= 0xb0 && first <= 0xd7));
