import { describe, expect, it } from "vitest";
import { readLines, readText } from "./read-input.ts";

/** An input that arrives a byte at a time. */
async function* input(bytes: Uint8Array) {
  for (const byte of bytes) yield Uint8Array.of(byte);
}
const lines = async (bytes: Uint8Array) => {
  const read: string[] = [];
  for await (const line of readLines(input(bytes))) read.push(line);
  return read;
};

describe("an input", () => {
  it("is text in UTF-8, or as Chinese Windows and PowerShell pipe it", async () => {
    const gb18030 = Buffer.from("cbaec4abbbada3acc1f4b0d70d0a", "hex"); // made by Python: "水墨画，留白\r\n".encode("gb18030")
    expect(await readText(input(gb18030))).toBe("水墨画，留白");
    expect(await readText(input(Buffer.from("\ufeff水墨画\r\n", "utf16le")))).toBe("水墨画");
    expect(await readText(input(Buffer.from("a 猫\n\n")))).toBe("a 猫\n");
    expect(await lines(Buffer.from('"猫"\r\n"a"'))).toEqual(['"猫"', '"a"']);
  });

  it("is refused where a character would have to be guessed", async () => {
    const latin1 = Buffer.from("crème brûlée, été\n", "latin1");
    await expect(readText(input(latin1))).rejects.toMatchObject({ code: "cli/notText" });
    await expect(lines(latin1)).rejects.toMatchObject({ code: "cli/notText" });
    await expect(lines(Buffer.from("猫").subarray(0, 2))).rejects.toMatchObject({ code: "cli/notText" });
  });
});
