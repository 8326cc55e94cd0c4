/** How texts are written, from the strictest to what takes almost anything: Chinese Windows saves the last. */
const encodings = ["utf-8", "gb18030"] as const;
const byteOrderMarks = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
] as const;
/** Codes below the space that texts have: tab, line ends, new page, escape. */
const allowed: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
/** What Unicode says is no letter, and an order mark read the wrong way round. */
const nonLetters: ReadonlySet<number> = new Set([0xfffe, 0xffff]);

function isText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && !allowed.has(code)) || nonLetters.has(code)) return false;
  }
  return true;
}

/** The text of a file, whatever it was saved as: UTF-8, UTF-16 or GB 18030. Undefined: it is no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  const candidates = marked ? [marked[0]] : [...unmarkedUtf16(bytes), ...encodings];
  for (const encoding of candidates) {
    const text = decoded(bytes, encoding);
    if (text !== undefined && isText(text)) return text;
  }
  return undefined;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Of the bytes of a text in UTF-16 at least one in so many is a zero, as long as some of it is Latin. */
const oneZeroIn = 8;

/** Latin letters in UTF-16 have a zero beside each; nothing else that is text has. */
function unmarkedUtf16(bytes: Uint8Array): string[] {
  const start = bytes.subarray(0, 512);
  const zeros = [0, 1].map((odd) => start.filter((byte, i) => i % 2 === odd && byte === 0).length);
  if (bytes.length % 2 !== 0 || Math.max(...zeros) < start.length / oneZeroIn) return [];
  return [(zeros[1] ?? 0) > (zeros[0] ?? 0) ? "utf-16le" : "utf-16be"];
}
