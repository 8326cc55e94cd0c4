import type { RgbImage } from "@danfang/domain";
import { afterAll, describe, expect, it } from "vitest";
import { interpolate, latentUpscalers, readMask } from "../imaging/index.ts";
import type { InitOrder, MaskOrder } from "../orders/paint-order.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { paintAll } from "../testing/painted.ts";
import { relativeError } from "../testing/read-goldens.ts";
import { type Drawn, gradients, hires, init, mask, maskOf, quickOrder } from "../testing/way-orders.ts";

const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 2 }), memoryBudget: Infinity });
afterAll(() => engine.close());

const [width, height] = [61, 45];
const picture = gradients(width, height);

/** Painted in cells, or at the picture's own size where only the masked area is painted. */
async function paintMasked(drawn: Drawn, fields: Partial<MaskOrder>, other: Partial<InitOrder> = {}) {
  const order = mask(maskOf(width, height, drawn), fields);
  const { images } = await paintAll(engine, { ...quickOrder, init: init(picture, { mask: order, ...other }) });
  return { pixels: images[0]!.pixels, mask: order };
}

/** Pixels that differ, inside and outside of the blurred mask. */
function changes(painted: RgbImage, { image, blur, invert, round }: MaskOrder) {
  const options = { isInverted: invert, blurX: blur, blurY: blur, isRounded: round };
  const soft = readMask(image, options).data;
  const counts = { inside: 0, outside: 0 };
  for (let i = 0; i < soft.length; i++) {
    const isSame = [0, 1, 2].every((k) => painted.data[i * 3 + k] === picture.data[i * 3 + k]);
    if (!isSame) counts[soft[i] === 0 ? "outside" : "inside"]++;
  }
  return counts;
}

describe("in the masked area, everything outside the mask is the original's, to the pixel", () => {
  it.each<[string, Drawn, Partial<MaskOrder>]>([
    ["in the middle", [20, 12, 40, 30], {}],
    ["at a corner", [45, 30, 61, 45], { content: "noise", padding: 40 }],
    ["of one pixel", [30, 20, 31, 21], { blur: 0, padding: 0, content: "nothing" }],
    ["of one pixel in a corner", [0, 0, 1, 1], { blur: 0, padding: 0, content: "fill" }],
    ["of everything but a part", [20, 12, 40, 30], { invert: true }],
  ])("a mask %s", async (_, drawn, fields) => {
    const painted = await paintMasked(drawn, { area: "masked", ...fields });
    expect(painted.pixels).toMatchObject({ width, height });
    expect(changes(painted.pixels, painted.mask)).toMatchObject({ outside: 0, inside: expect.toSatisfy((n) => n > 0) });
  });
});

it.each(["stretch", "crop", "fill", "latent"] as const)(
  "in the whole picture, resized by %s, everything outside the mask is the resized original's",
  async (resize) => {
    const drawn: Drawn = [20, 12, 40, 30];
    const untouched = await paintMasked([0, 0, 0, 0], { blur: 0 }, { resize });
    const { pixels } = await paintMasked(drawn, { blur: 0 }, { resize });
    const [scaleX, scaleY] = [quickOrder.width! / width, quickOrder.height! / height];
    let changed = 0;
    for (let i = 0; i < pixels.data.length; i++) {
      if (pixels.data[i] === untouched.pixels.data[i]) continue;
      changed++;
      const pixel = Math.floor(i / 3);
      // a few pixels of Lanczos around the resized mask; what is cropped or filled is moved by less than that
      expect(pixel % pixels.width).toBeGreaterThan(drawn[0] * scaleX - 6);
      expect(pixel % pixels.width).toBeLessThan(drawn[2] * scaleX + 6);
      expect(Math.floor(pixel / pixels.width)).toBeGreaterThan(drawn[1] * scaleY - 6);
      expect(Math.floor(pixel / pixels.width)).toBeLessThan(drawn[3] * scaleY + 6);
    }
    expect(changed).toBeGreaterThan(0);
  },
);

it("an empty mask of the masked area paints the whole picture, as if there were none", async () => {
  const without = await paintAll(engine, { ...quickOrder, init: init(picture) });
  const { pixels } = await paintMasked([0, 0, 0, 0], { area: "masked" });
  expect(pixels).toEqual(without.images[0]!.pixels);
});

it("what is not denoised stays: the second pass at strength 0 is the enlarged latent", async () => {
  const order = { ...quickOrder, batches: [[7]] };
  const [first] = (await paintAll(engine, order)).images;
  const [second] = (await paintAll(engine, { ...order, hires: hires({ denoisingStrength: 0 }) })).images;
  const enlarged = interpolate(first!.latent, { width: 7, height: 6 }, latentUpscalers.Latent!);
  expect(second!.latent).toEqual(enlarged);
});

/** Of the latent's deviation: at the lowest noise level, σ 0.03, one step. */
const faint = 0.2;

it.each(["Euler", "DDIM"])("what is hardly denoised hardly changes: %s at strength 0", async (sampler) => {
  const own = gradients(48, 40);
  const order = { ...quickOrder, sampler, schedule: "automatic", steps: 6 };
  const at = async (denoisingStrength: number) =>
    (await paintAll(engine, { ...order, init: init(own, { denoisingStrength }) })).images[0]!.latent.data;
  const planes = Float32Array.from({ length: own.data.length }, (_, k) => {
    const area = 48 * 40;
    return (own.data[(k % area) * 3 + Math.floor(k / area)]! / 255) * 2 - 1;
  });
  const encoded = await engine.encodeImage(order.setup, { shape: [1, 3, 40, 48], data: planes });
  expect(relativeError(await at(0), encoded.data)).toBeLessThan(faint);
  expect(relativeError(await at(0.9), encoded.data)).toBeGreaterThan(faint);
});

it.each(["stretch", "crop", "fill", "latent"] as const)(
  "a picture of less than a cell is one to start from: %s",
  async (resize) => {
    const order = { ...quickOrder, steps: 1, init: init(gradients(7, 90), { resize }) };
    expect((await paintAll(engine, order)).images[0]!.pixels).toMatchObject({ width: 48, height: 40 });
  },
);

it("a picture that takes the first pass's place gives the second pass's picture", async () => {
  const upscaler = { kind: "builtIn", name: "Lanczos" } as const;
  const first = await paintAll(engine, quickOrder);
  const whole = await paintAll(engine, { ...quickOrder, hires: hires({ upscaler }) });
  const firstPass = first.images[0]!.pixels;
  const alone = await paintAll(engine, { ...quickOrder, hires: hires({ upscaler, firstPass }) });
  expect(alone.images[0]!.pixels).toEqual(whole.images[0]!.pixels);
  const latents = { kind: "latent", name: "Latent" } as const;
  const twice = { ...quickOrder, batches: [[7, 8]], hires: hires({ upscaler: latents, firstPass }) };
  const { images } = await paintAll(engine, twice);
  expect(images.map(({ pixels }) => pixels.width)).toEqual([56, 56]); // 60, in whole cells
});
