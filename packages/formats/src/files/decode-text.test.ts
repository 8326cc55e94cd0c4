import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

/** A table of styles as Excel on a Chinese Windows writes it, made by Python: `text.encode("gb18030")`. */
const chinese = 'name,prompt,negative_prompt\r\n胶片,胶片质感，颗粒，"低保真",数码\r\n水墨,水墨画，留白,彩色\r\n';
const gb18030 = Buffer.from(
  "6e616d652c70726f6d70742c6e656761746976655f70726f6d70740d0abdbac6ac2cbdbac6acd6cab8d0a3acbfc5c1a3a3ac22b5cdb1a3d5e6222ccafdc2eb0d0acbaec4ab2ccbaec4abbbada3acc1f4b0d72cb2cac9ab0d0a",
  "hex",
);
const utf16le = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const marked = (bytes: Buffer, mark: number[]) => Buffer.concat([Buffer.from(mark), bytes]);

const wellFormed = fc
  .string({ unit: fc.constantFrom(...'ab,"\r\n;猫水墨。é😀'), maxLength: 40 })
  .filter((text) => text.isWellFormed());

describe("text", () => {
  it("comes back from UTF-8 and from marked UTF-16, whatever it is", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const utf8 = Buffer.from(text);
        expect(decodeText(utf8)).toEqual({ text, encoding: "utf-8" });
        expect(decodeText(marked(utf8, [0xef, 0xbb, 0xbf]))).toEqual({ text, encoding: "utf-8" });
        expect(decodeText(marked(utf16le(text), [0xff, 0xfe]))).toEqual({ text, encoding: "utf-16le" });
        expect(decodeText(marked(utf16be(text), [0xfe, 0xff]))).toEqual({ text, encoding: "utf-16be" });
      }),
    );
  });

  it("is known in UTF-16 without a mark by its ASCII", () => {
    expect(decodeText(utf16le(chinese))).toEqual({ text: chinese, encoding: "utf-16le" });
    expect(decodeText(utf16be(chinese))).toEqual({ text: chinese, encoding: "utf-16be" });
  });

  it("is known in the encoding of Chinese Windows, rare and traditional characters among common ones", () => {
    expect(decodeText(gb18030)).toEqual({ text: chinese, encoding: "gb18030" });
    const rare = Buffer.from("d6ece946bbf9a3acc0ee86b4a3accfd4cabe", "hex");
    expect(decodeText(rare)).toEqual({ text: "朱镕基，李喆，显示", encoding: "gb18030" });
    const traditional = Buffer.from("cbaec4abae8ba3acd1a9beb0a3acbc9ac481a3aceb8ad3b0ef4cb8f1", "hex");
    expect(decodeText(traditional)).toEqual({ text: "水墨畫，雪景，細膩，電影風格", encoding: "gb18030" });
  });

  it.each([
    ["French in Windows-1252", Buffer.from("name;prompt\r\nété;forêt brûlée, «très» détaillée, château\r\n", "latin1")],
    ["German in Windows-1252", Buffer.from("name;prompt\r\nschön;Gemälde, Straße, größer, Übung\r\n", "latin1")],
    [
      "Russian in Windows-1251",
      Buffer.from("6e616d652c70726f6d70740d0aecf3e7e5e92cefeef0f2f0e5f22c20ece0f1ebee0d0a", "hex"),
    ],
    ["Japanese in Shift JIS", Buffer.from("6e616d650d0a90858dca89e682cc95978c690d0a834a8381838989e6919c0d0a", "hex")],
    [
      "Traditional Chinese in Big5",
      Buffer.from("6e616d650d0ab3b7b4baa9d2a8a3a1410d0aa4f4bea5b565adb7a141a5fabc76b2d3bfb00d0a", "hex"),
    ],
    ["half of a UTF-8 character", Buffer.from("猫").subarray(0, 2)],
    ["half of a UTF-16 character", marked(utf16le("a猫").subarray(0, 3), [0xff, 0xfe])],
    ["a lonely surrogate", Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ["zeros", Buffer.alloc(64)],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
  ])("is not guessed: %s is refused", (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it("never has a character that was put in the place of others, and none is left out", () => {
    const encoders = { "utf-8": (text: string) => Buffer.from(text), "utf-16le": utf16le, "utf-16be": utf16be };
    const bytes = fc.uint8Array({ maxLength: 60 }).map((random) => Buffer.from(random));
    const likely = fc
      .array(fc.constantFrom(0, 10, 44, 97, 0xbd, 0xba, 0xc6, 0xac, 0xfe, 0xff, 0x81, 0x30))
      .map(Buffer.from);
    fc.assert(
      fc.property(fc.oneof(bytes, likely), (given) => {
        const decoded = decodeText(given);
        if (decoded === undefined) return;
        if (decoded.encoding === "gb18030") {
          expect(decoded.text).not.toContain("\ufffd");
          return;
        }
        const again = encoders[decoded.encoding](decoded.text);
        expect(given.subarray(given.length - again.length).equals(again)).toBe(true); // all but the mark
        expect(given.length - again.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
