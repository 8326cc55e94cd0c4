import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { HiresOrder, InitOrder, MaskOrder, PaintOrder, RefinerOrder } from "../orders/paint-order.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { type Painted, paintAll } from "./painted.ts";
import { type Golden, readGoldens, relativeError } from "./read-goldens.ts";
import { smallOrder } from "./starter.ts";
import { type Kin, writeKin } from "./starter-kin.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Largest difference of a final latent from the reference's, over the golden's standard deviation. */
const tolerance = 1e-3;
/** Levels of 255: both round down, so the least difference may be one. */
const pixelTolerance = 1;

/** A paint order whose pictures are names, and whose checkpoint is one of the starter's kin. */
interface Way extends Omit<PaintOrder, "setup" | "init" | "hires" | "refiner"> {
  readonly checkpoint: Kin;
  readonly tiling?: boolean;
  readonly init?: Omit<InitOrder, "image" | "others" | "mask"> & {
    readonly image: string;
    readonly others?: readonly string[];
    readonly mask?: Omit<MaskOrder, "image" | "latent"> & { readonly image: string; readonly latent?: string };
  };
  readonly hires?: Omit<HiresOrder, "setup" | "upscaler"> & { readonly upscaler: string };
  readonly refiner?: Omit<RefinerOrder, "setup"> & { readonly prediction?: "v" };
}

const folder = new URL("../../goldens/pictures/", import.meta.url);
/** Files of orders and their goldens: ways to paint, and knobs that few people turn. */
export type WaySet = "ways" | "knobs";
const waysOf = (set: WaySet): Record<string, { readonly order: Way }> =>
  JSON.parse(readFileSync(new URL(`${set}.json`, folder), "utf8")).ways;
export const wayNames = (set: WaySet): string[] => Object.keys(waysOf(set));
const readWayGoldens = (set: WaySet) => readGoldens(fileURLToPath(new URL(`${set}.safetensors`, folder)));

type Goldens = (name: string) => Golden;
const picture = (goldens: Goldens, name: string) => {
  const { shape, data } = goldens(`picture.${name}`);
  return { width: shape[1]!, height: shape[0]!, data: Uint8Array.from(data) };
};
const maskPicture = (goldens: Goldens, name: string) => ({ ...picture(goldens, name), channels: 4 as const });

/** What is ordered for a golden, its checkpoints written to `files`. */
async function paintOrderOf(way: Way, goldens: Goldens, files: string): Promise<PaintOrder> {
  const { checkpoint, tiling = false, init, hires, refiner, ...order } = way;
  const setup: ModelSetup = { checkpoint: await writeKin(checkpoint, files), tiling };
  const upscaler = (name: string): HiresOrder["upscaler"] =>
    name.startsWith("Latent") ? { kind: "latent", name } : { kind: "builtIn", name };
  return {
    ...smallOrder,
    ...order,
    setup,
    ...(init && {
      init: {
        ...init,
        image: picture(goldens, init.image),
        others: init.others?.map((name) => picture(goldens, name)),
        mask: init.mask && {
          ...init.mask,
          image: maskPicture(goldens, init.mask.image),
          latent: init.mask.latent === undefined ? undefined : maskPicture(goldens, init.mask.latent),
        },
      },
    }),
    ...(hires && { hires: { ...hires, setup, upscaler: upscaler(hires.upscaler) } }),
    ...(refiner && {
      refiner: {
        ...refiner,
        setup: { ...setup, checkpoint: await writeKin("refiner", files), prediction: refiner.prediction },
      },
    }),
  };
}

/** That pictures painted in every way are the reference's, for as many ways as there is time for. */
export function describeWays(set: WaySet, names: readonly string[]): void {
  const ways = waysOf(set);
  const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
  afterAll(() => engine.close());
  let goldens: Goldens;
  let files: string;
  beforeAll(async () => {
    goldens = await readWayGoldens(set);
    files = await temporaryFolder();
  });

  describe("the reference's picture comes out, to float32 rounding", () => {
    it.each(names)("%s", async (name) => {
      const painted = await paintAll(engine, await paintOrderOf(ways[name]!.order, goldens, files));
      const latent = painted.images.flatMap(({ latent: { data } }) => [...data]);
      expect(relativeError(latent, goldens(`${name}.latent`).data)).toBeLessThan(tolerance);
      expectPixels(painted, name);
    });
  });

  function expectPixels({ images }: Painted, name: string): void {
    const pixels = images.flatMap(({ pixels: { data } }) => [...data]);
    const golden = goldensOf(name);
    if (!golden) return;
    expect(pixels.length).toBe(golden.length);
    const worst = pixels.reduce((most, level, i) => Math.max(most, Math.abs(level - golden[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(pixelTolerance);
  }

  const goldensOf = (name: string) =>
    set === "ways" && hasPixels.has(name) ? goldens(`${name}.pixels`).data : undefined;
}

const hasPixels: ReadonlySet<string> = new Set([
  "inpaint.original",
  "inpaint.crop",
  "inpaint.soft",
  "inpaint.masked.original",
  "inpaint.masked.border",
  "img2img.fill",
  "hires.lanczos-cut",
  "tiling.euler",
  "img2img.colors",
  "inpaint.colors",
  "inpaint.latent-mask",
  "several.masked",
  "soft.whole",
  "soft.masked",
  "soft.influence",
  "soft.batch",
]);
