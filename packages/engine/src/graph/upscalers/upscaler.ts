import type { RgbImage } from "@danfang/domain";
import type { Upscaler } from "@danfang/weights";
import type { Enlarge } from "../../imaging/upscale-picture.ts";
import { float32, type Session } from "../../runtime/runtime.ts";
import { Graph, type GraphModel } from "../graph.ts";
import { compact } from "./compact.ts";
import { rrdb } from "./rrdb.ts";

/**
 * An upscaler as a graph. Input: `image` [N, 3, H, W] in 0 … 1, H and W multiples of `upscaler.multiple`. Output:
 * `larger` [N, 3, s·H, s·W], not clamped.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`.
 */
export function buildUpscaler({ network, scale }: Upscaler): GraphModel {
  const g = new Graph("upscaler");
  const image = g.input("image", "float32", ["N", 3, "H", "W"], 3);
  const layer = network.kind === "rrdb" ? rrdb(network.parts, network.unshuffle) : compact(network.body, scale);
  g.output(g.pipe(image, layer), "larger", ["N", 3, "h", "w"]);
  return g.finish();
}

/** The last index is mirrored back, without being repeated, where a side is filled up. */
const reflected = (i: number, length: number) => (i < length ? i : Math.max(0, 2 * (length - 1) - i));

/** A picture as one session of {@link buildUpscaler} takes it: blue, green, red, as the WebUI feeds them. */
function toPlanes({ width, height, data }: RgbImage, multiple: number) {
  const full = { width: Math.ceil(width / multiple) * multiple, height: Math.ceil(height / multiple) * multiple };
  const planes = new Float32Array(3 * full.width * full.height);
  let to = 0;
  for (const k of [2, 1, 0])
    for (let y = 0; y < full.height; y++)
      for (let x = 0; x < full.width; x++)
        planes[to++] = data[(reflected(y, height) * width + reflected(x, width)) * 3 + k]! / 255;
  return { ...full, planes };
}

/**
 * Enlarges whole pictures through a loaded session; give it tiles (`enlargeInTiles`) of large ones.
 *
 * Errors: those of `Session.run`. Source: AUTOMATIC1111 `upscaler_utils.upscale_pil_patch`.
 */
export const enlargeWith =
  (session: Session, { scale, multiple }: Pick<Upscaler, "scale" | "multiple">): Enlarge =>
  async (picture) => {
    const full = toPlanes(picture, multiple);
    const image = float32([1, 3, full.height, full.width], full.planes);
    const { larger } = await session.run({ image }, ["larger"]);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const data = new Uint8Array(width * height * 3);
    const plane = full.width * full.height * scale ** 2;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let k = 0; k < 3; k++) {
          const value = larger![(2 - k) * plane + y * full.width * scale + x]!;
          data[(y * width + x) * 3 + k] = Math.round(255 * Math.max(0, Math.min(1, value)));
        }
    return { width, height, data };
  };
