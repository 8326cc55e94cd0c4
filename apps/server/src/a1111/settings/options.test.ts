import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "@danfang/domain";
import { afterAll, describe, expect, it } from "vitest";
import { fakeApp } from "../../testing/fake-app.ts";
import { openOptions } from "./options.ts";

const folder = await mkdtemp(join(await realpath(tmpdir()), "danfang-options-"));
afterAll(() => rm(folder, { recursive: true }));
let serial = 0;

async function openWith(content?: string | Uint8Array) {
  const file = join(folder, `${++serial}.json`);
  if (content !== undefined) await writeFile(file, content);
  const standing = new Map<string, Problem>();
  const report = {
    begin: (problem: Problem, about = "") => void standing.set(about, problem),
    over: (about: string) => void standing.delete(about),
  };
  return { file, report, standing, options: openOptions({ file, report }) };
}

describe("options in sdapi.json", () => {
  it("of two processes are all kept, and each hears of the other's", async () => {
    const { file, report, options } = await openWith();
    const other = openOptions({ file, report });
    const names = ["s_churn", "s_tmin", "s_tmax", "s_noise", "eta_ddim"];
    await Promise.all(names.map((name, i) => (i % 2 ? options : other).set({ [name]: 7 + i })));
    for (const store of [options, other])
      expect(await store.get()).toMatchObject({ s_churn: 7, s_tmin: 8, s_tmax: 9, s_noise: 10, eta_ddim: 11 });
  });

  it("that are none here stay in the file: a later version, or an extension, may know them", async () => {
    const { file, options } = await openWith('{"later_option": {"a": 1}, "s_churn": 1, "tiling": {"not": "a value"}}');
    await options.set({ s_tmin: 2 });
    const kept = { later_option: { a: 1 }, s_churn: 1, tiling: { not: "a value" }, s_tmin: 2 };
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(kept);
    expect(await options.get()).toMatchObject({ s_churn: 1, s_tmin: 2, tiling: false });
    expect(await options.get()).not.toHaveProperty("later_option");
  });

  it.each([
    ["files/badJson", '{"s_churn": 1, "s_tm'],
    ["files/badJson", ""],
    ["files/badContent", "[1, 2]"],
    ["files/notText", Buffer.from('{"outdir_samples": "Modèles"}', "latin1")],
    ["files/tooLarge", Buffer.alloc(2 * 1024 * 1024, " ")],
  ])("have their defaults while the file cannot be read, and it is not written over: %s", async (code, content) => {
    const { file, options, standing } = await openWith(content);
    expect(await options.get()).toMatchObject({ s_churn: 0 });
    expect(standing.get(file)).toMatchObject({ code });
    await expect(options.set({ s_churn: 3 })).rejects.toMatchObject({ code });
    expect(Buffer.compare(await readFile(file), Buffer.from(content))).toBe(0);
    await writeFile(file, "{}");
    expect(await options.get()).toMatchObject({ s_churn: 0 });
    expect(standing.size).toBe(0);
  });

  it("are not written beyond what is read again", async () => {
    const { file, options } = await openWith("{}");
    const refused = options.set({ outdir_samples: "x".repeat(2 * 1024 * 1024) });
    await expect(refused).rejects.toMatchObject({ code: "files/wouldBeTooLarge" });
    expect(await readFile(file, "utf8")).toBe("{}");
  });
});

describe("a name that every object has", () => {
  it.each(["constructor", "__proto__", "toString"])("is no option: %s", async (name) => {
    const { ask, close } = fakeApp();
    const post = (body: string) =>
      ask("/sdapi/v1/options", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    expect((await post(`{"${name}": 1}`)).status).toBe(500); // as AUTOMATIC1111 says of a KeyError
    expect((await post(`{"samples_format": "${name}"}`)).status).toBe(200);
    const options = (await (await ask("/sdapi/v1/options")).json()) as object;
    expect(Object.hasOwn(options, name)).toBe(false);
    expect(options).toMatchObject({ samples_format: "png" });
    await close();
  });
});
