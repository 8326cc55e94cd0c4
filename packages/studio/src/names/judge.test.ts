import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import type { Engine } from "@danfang/engine";
import { openHashes, openShelf, rememberedWalks } from "@danfang/library";
import { judgeBy, type Names, namesWithPaths, placesOf, workbenchOver } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { filesAskedFor } from "../testing/watch-files.ts";
import { openNamesListed } from "./names-listed.ts";

const folder = await temporaryFolder();
/** Nothing that is asked of the file system may have this word in it. */
const marker = "attack-7f3";
const outside = join(folder, marker);
const root = join(folder, "home/models/Stable-diffusion");
const startPicture = join(folder, "start.png");
const handedIn = `input:${"0".repeat(64)}.png`;

beforeAll(async () => {
  await mkdir(join(outside, "pipe"), { recursive: true });
  await mkdir(join(root, "photo"), { recursive: true });
  await writeFile(join(outside, "pipe/model_index.json"), "{}");
  await writeFile(join(outside, "model.safetensors"), "");
  await writeFile(join(root, "photo/sd15.safetensors"), "");
  await sharp({ create: { width: 8, height: 8, channels: 3, background: "#456" } })
    .png()
    .toFile(startPicture);
});

const hostile = [
  outside,
  join(outside, "pipe"),
  join(outside, "model.safetensors"),
  ...["pipe", "model.safetensors"].map((name) => relative(process.cwd(), join(outside, name))),
  `../../../../${marker}/pipe`,
  `photo/../../../../${marker}/pipe`,
  `photo/sd15.safetensors/../../../${marker}`,
  `\\\\${marker}\\share\\model.safetensors`,
  `//${marker}/share/model.safetensors`,
  `C:\\${marker}\\pipe`,

  `file://${outside}/pipe`,
  `~/${marker}`,
  `http://${marker}/model.safetensors`,
  `${outside}/pipe\0`,
  `\0${marker}`,
  `..%2f..%2f${marker}%2fpipe`,
  `‥／‥／${marker}／pipe`,
  ` ${outside}/pipe `,
  `${outside}/pipe [0123456789]`,
  `input:../../../${marker}/pipe/model_index.json`,
  `input:${outside}`,
];

/** Fields whose text is words: no file is looked for by them. Everything else that takes a text names one. */
const words = new Set([
  "prompt",
  "negativePrompt",
  "hires.prompt",
  "hires.negativePrompt",
  "styles[]",
  "sampler",
  "schedule",
  "hires.sampler",
  "hires.schedule",
  ...["x", "y", "z"].map((axis) => `grid.${axis}.axis`),
  "seed", // digits, where they are more than a number of JSON holds
  "variation.seed",
]);

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Where a schema takes any text: `hires.checkpoint`, `styles[]`. */
function textsIn(schema: JsonSchema, at = ""): string[] {
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    textsIn(one, at === "" ? name : `${at}.${name}`),
  );
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => textsIn(one, at));
  const items = schema.items ? textsIn(schema.items, `${at}[]`) : [];
  const isText = schema.type === "string" && !schema.enum && schema.const === undefined;
  return [...new Set([...inside, ...others, ...items, ...(isText ? [at] : [])])];
}
const fields = textsIn(z.toJSONSchema(GenerationRequest, { io: "input" }) as JsonSchema).filter((at) => !words.has(at));

/** What has to stand beside a field for an order to be one. */
const beside: readonly (readonly [RegExp, object])[] = [
  [/^init\./, { init: { image: handedIn } }],
  [/^init\.mask\./, { init: { mask: { image: handedIn } } }],
  [/^init\.passes\./, { init: { passes: { kind: "upscale" } } }],
  [/^grid\.x/, { grid: { x: { axis: "Checkpoint name" } } }],
  [/^grid\.y/, { hires: {}, grid: { y: { axis: "Hires upscaler" } } }],
  [/^grid\.z/, { grid: { z: { axis: "VAE" } } }],
];

function orderWith(at: string, name: string): GenerationRequest {
  const order: Record<string, unknown> = { prompt: "red fox" };
  for (const [fits, needed] of beside) if (fits.test(at)) merge(order, needed);
  const leaf = at.endsWith("[]") ? [name] : name;
  const value = at.startsWith("grid.") && !at.endsWith("[]") ? [name] : leaf;
  const steps = at.replace("[]", "").split(".");
  merge(order, steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as object);
  return GenerationRequest.parse(order);
}

function merge(into: Record<string, unknown>, more: object): void {
  for (const [key, value] of Object.entries(more)) {
    const there = into[key];
    if (isRecord(there) && isRecord(value)) merge(there, value);
    else into[key] = structuredClone(value);
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const places = placesOf({ home: join(folder, "home") });
const hashes = openHashes(places.hashCache);
const inputs = { path: async (id: string) => (id === handedIn ? startPicture : undefined) };
const namesIn = openNamesListed((roots) => openShelf({ roots, hashes, walks: rememberedWalks() }), inputs);
const studioNames = (): Names => namesIn(places);
const engine = new Proxy({} as Engine, {
  get: (_, call) => () => {
    throw new Error(`the engine was asked to ${String(call)}`);
  },
});
const workbench = workbenchOver({ engine, hashes, places: async () => places, names: studioNames });
const judge = judgeBy(async () => studioNames());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => (isRecord(error) ? error.code : error),
  );
async function paint(order: GenerationRequest): Promise<void> {
  for await (const _ of workbench.generate(order, { previews: false })) throw new Error("something was painted");
}

describe("in the studio a name is that of a listed model, or of a picture that was handed in", () => {
  it("the fields that name files are found in the schema of orders", () => {
    expect(fields.toSorted()).toEqual([
      "checkpoint",
      "grid.x.values",
      "grid.x.values[]",
      "grid.y.values",
      "grid.y.values[]",
      "grid.z.values",
      "grid.z.values[]",
      "hires.checkpoint",
      "hires.firstPass",
      "hires.upscaler",
      "init.image",
      "init.mask.image",
      "init.mask.latent",
      "init.others[]",
      "init.passes.upscaler",
      "refiner.checkpoint",
      "vae",
    ]);
  });

  it("and the watch over the file system sees who looks", async () => {
    const paths = namesWithPaths(places, hashes);
    const asked = await filesAskedFor(async () => void (await paths.shelf.find("checkpoint", join(outside, "pipe"))));
    expect(asked).toContain(`stat ${join(outside, "pipe")}`);
  });

  it.each(fields)("%s: judge and painter refuse hostile names alike, and look nowhere", async (at) => {
    const isPicture = /image|latent|others|firstPass/.test(at);
    const expected = isPicture ? "inputs/notFound" : "library/notFound";
    const asked = await filesAskedFor(async () => {
      for (const name of hostile) {
        const order = orderWith(at, name);
        const { grid } = order;
        // A hash alone is looked up when the order is painted.
        const isPutOff = name.endsWith("[0123456789]") && /checkpoint|vae|grid.[xz]/.test(at);
        expect([name, await codeOf(judge.order(order))]).toEqual([name, isPutOff ? "accepted" : expected]);
        if (grid)
          expect([name, await codeOf(workbench.planGrid({ ...order, grid }))]).toEqual([name, "grid/unknownName"]);
        else expect([name, await codeOf(paint(order))]).toEqual([name, expected]);
      }
    });
    expect(asked.filter((call) => call.includes(marker))).toEqual([]);
  });

  it("a link in a models folder is a model under its own name, not under that of what it leads to", async () => {
    await symlink(join(outside, "model.safetensors"), join(root, "linked.safetensors"));
    const { shelf } = studioNames();
    expect((await shelf.find("checkpoint", "linked")).path).toBe(join(root, "linked.safetensors"));
    await expect(shelf.find("checkpoint", join(outside, "model"))).rejects.toMatchObject({ code: "library/notFound" });
  });
});
