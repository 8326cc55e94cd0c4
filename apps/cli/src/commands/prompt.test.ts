import { describe, expect, it } from "vitest";
import { runInFolder } from "../testing/run-in-folder.ts";

const { run } = runInFolder();
describe("prompt", () => {
  it("shows pieces with weights, where 75 tokens end, and the count", async () => {
    const { stdout } = await run(["prompt", "a (red:1.3) fox", "BREAK", "snow"]);
    expect(stdout).toMatch(/1\.3 +red/);
    expect(stdout).toContain("tokens 76/150");
    expect(stdout.indexOf("fox\n  ── 75 tokens end here")).toBeGreaterThan(0);
  });

  it("with --json has 77 tokens and weights a chunk", async () => {
    const { stdout } = await run(["prompt", "a photo of a (cat:1.5)", "--json", "--steps", "20"]);
    const { attention, chunks, tokenCount } = JSON.parse(stdout);
    expect(attention).toEqual([
      ["a photo of a ", 1],
      ["cat", 1.5],
    ]);
    expect(chunks[0].tokens.slice(0, 7)).toEqual([49406, 320, 1125, 539, 320, 2368, 49407]);
    expect(chunks[0].weights.slice(4, 7)).toEqual([1, 1.5, 1]);
    expect([chunks.length, chunks[0].tokens.length, tokenCount]).toEqual([1, 77, 5]);
  });

  it("with --json has the schedule, the parts between ANDs and the extra networks", async () => {
    const text = "a [cat:dog:0.5] <lora:ink:te=0.5:0.8>AND sky:0.7";
    const { schedule, and, extraNetworks } = JSON.parse((await run(["prompt", text, "--json", "--steps", "8"])).stdout);
    expect(schedule).toEqual([
      [4, "a cat AND sky:0.7"],
      [8, "a dog AND sky:0.7"],
    ]);
    expect(and).toEqual([
      ["a [cat:dog:0.5]", 1],
      [" sky", 0.7],
    ]);
    expect(extraNetworks).toEqual([{ type: "lora", name: "ink", args: ["te=0.5", "0.8"] }]);
  });

  it("shows networks, parts and the steps of each text, in either language", async () => {
    const text = "a [cat|dog] # note\nAND sky:0.7 <lora:ink:much>";
    const english = (await run(["prompt", text, "--steps", "4"])).stdout;
    expect(english).toContain('<lora:ink:…> is left out: "much" is not a number.');
    expect(english).toContain("AND, part 2 of 2, weight 0.7");
    expect(english.match(/steps 1, 3\n[\s\S]*steps 2, 4\n/)?.[0]).toMatch(/a cat/);
    expect(english).not.toContain("note");
    const chinese = (await run(["prompt", text, "--steps", "4"], { env: { LANG: "zh_CN.UTF-8" } })).stdout;
    expect(chinese).toContain("AND 第 2/2 条，权重 0.7");
    expect(chinese).toContain("第 1, 3 步");
  });

  it("reads - from the input, or with --jsonl one prompt a line, in order", async () => {
    expect(JSON.parse((await run(["prompt", "-", "--json"], { input: "a\nb\n" })).stdout).attention).toEqual([
      ["a\nb", 1],
    ]);
    const { stdout } = await run(["prompt", "-", "--jsonl"], { input: '"(a)"\n\n"b\\nc"' });
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).attention),
    ).toEqual([[["a", 1.1]], [["b\nc", 1]]]);
  });

  it("names the line that is no JSON string", async () => {
    const { status, stderr } = await run(["prompt", "-", "--jsonl"], { input: '"a"\n{"b": 1}\n' });
    expect(status).toBe(2);
    expect(stderr).toContain("Line 2");
  });
});
