import { describe, expect, it } from "vitest";
import { deepestJson, demandPlain, mostJsonValues } from "./plain-json.ts";

const demand = (text: string) => demandPlain(new TextEncoder().encode(text));
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const flat = (values: number) => `[${"0,".repeat(values - 2)}0]`;

describe("a body before it is parsed", () => {
  it("may be nested as deep as anything asked for, no deeper", async () => {
    await demand(nested(deepestJson));
    await expect(demand(nested(deepestJson + 1))).rejects.toMatchObject({ code: "server/tooNested" });
    await expect(demand(`{"override_settings":${'{"a":'.repeat(1_000_000)}`)).rejects.toMatchObject({
      code: "server/tooNested",
    });
  });

  it("may have as many values as the largest grid, no more", async () => {
    await demand(flat(mostJsonValues));
    await expect(demand(flat(mostJsonValues + 1))).rejects.toMatchObject({ code: "server/tooManyValues" });
  });

  it("says in its texts what it likes: brackets, commas and quotes in them are words", async () => {
    await demand(JSON.stringify({ prompt: `${'"\\'.repeat(1000)}${"[".repeat(1000)}${",".repeat(300_000)}` }));
  });

  it("has long texts only where they are pictures", async () => {
    const long = 3_000_000;
    await demand(JSON.stringify({ init_images: [`data:image/png;base64,${"aB3+/".repeat(long / 5)}==`] }));
    const line = `${"aB3+".repeat(18)}\\/9z\\n`; // as PHP and Python's older base64 write it
    await demand(`{"image":"${line.repeat(long / line.length)}"}`);
    await expect(demand(`{"prompt":"${"\\u0041".repeat(long / 6)}"}`)).rejects.toMatchObject({
      code: "server/textTooLong",
    });
    await expect(demand(JSON.stringify({ prompt: "red fox, ".repeat(long / 9) }))).rejects.toMatchObject({
      code: "server/textTooLong",
    });
  });

  it("is looked at in turns: others go on meanwhile", async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await demand(JSON.stringify({ image: "A".repeat(8_000_000) }));
    isOver = true;
    expect(turns).toBeGreaterThan(20);
  });
});
