import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

const text = "red fox, 雪地里的狐狸\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a";
const utf16 = (words: string) => Buffer.from(words, "utf16le");
/** GB 18030 has the bytes of GBK for these. */
const gbk = Buffer.concat([
  Buffer.from("red fox, "),
  Buffer.from([0xd1, 0xa9, 0xb5, 0xd8, 0xc0, 0xef, 0xb5, 0xc4, 0xba, 0xfc, 0xc0, 0xea]),
  Buffer.from("\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a"),
]);

it.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ["UTF-16 of Windows", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(text)])],
  ["UTF-16, the other way round", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(text)]).swap16()],
  ["UTF-16 without a mark", utf16(text)],
  ["the same, the other way round", utf16(text).swap16()],
  ["GBK of Chinese Windows", gbk],
])("reads %s", (_, bytes) => {
  expect(decodeText(bytes)).toBe(text);
});

describe("what is no text is said to be none", () => {
  it.each([
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["zeros", Buffer.alloc(64)],
    ["half a UTF-16 letter", Buffer.from([0xff, 0xfe, 0x41])],
    ["bytes of no encoding", Buffer.from([0x66, 0xff, 0xff, 0x80, 0x0a])],
  ])("%s", (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it("and an empty file is an empty text", () => {
    expect(decodeText(new Uint8Array())).toBe("");
  });
});
