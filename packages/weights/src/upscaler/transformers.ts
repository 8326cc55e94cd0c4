import type { TensorScope } from "../tensor-scope.ts";
import { countOf, mostLayers, rootOf, sizeOf } from "./shapes.ts";
import type { Reconstruction, TransformerGroup, Upscaler } from "./upscaler.ts";

type Opened = Omit<Upscaler, "file" | "architecture"> | undefined;

/** Channels of the pictures that are enlarged here. */
const colours = 3;

/** Which way the pixels are made, by the convolutions that are there. Errors: `weights/missingTensor`. */
function reconstructionOf(w: TensorScope): Reconstruction | undefined {
  if (w.has("conv_before_upsample.0.weight") && w.has("conv_up1.weight"))
    return {
      kind: "doublings",
      count: Math.min(
        countOf((n) => w.has(`conv_up${n}.weight`), 1),
        5,
      ),
    };
  if (w.has("conv_before_upsample.0.weight")) {
    const steps = Math.min(
      5,
      countOf((n) => w.has(`upsample.${2 * n}.weight`)),
    );
    const roots = Array.from({ length: steps }, (_, n) =>
      rootOf(sizeOf(w, `upsample.${2 * n}.weight`, 0) / sizeOf(w, `upsample.${2 * n}.weight`, 1)),
    );
    const factors = roots.filter((root) => root !== undefined);
    return factors.length === steps ? { kind: "shuffle", factors } : undefined;
  }
  if (w.has("upsample.0.weight")) {
    const factor = rootOf(sizeOf(w, "upsample.0.weight", 0) / colours);
    return factor === undefined ? undefined : { kind: "shuffleDirect", factor };
  }
  return { kind: "difference" };
}

function scaleOf(reconstruction: Reconstruction): number {
  switch (reconstruction.kind) {
    case "shuffle":
      return reconstruction.factors.reduce((a, b) => a * b, 1);
    case "shuffleDirect":
      return reconstruction.factor;
    case "doublings":
      return 2 ** reconstruction.count;
    case "difference":
      return 1;
  }
}

/** Groups of blocks under `layers.N`, each with as many heads as `headsOf` finds there. */
function groupsOf(w: TensorScope, blocks: string, headsOf: (layer: TensorScope, count: number) => number) {
  const layers = Math.min(
    mostLayers,
    countOf((n) => w.has(`layers.${n}`)),
  );
  return Array.from({ length: layers }, (_, i): TransformerGroup => {
    const layer = w.at(`layers.${i}`);
    const count = Math.min(
      mostLayers,
      countOf((n) => layer.has(`${blocks}.${n}`)),
    );
    return { blocks: count, heads: headsOf(layer, count) };
  });
}

/** The only networks with windows of 7 are those against JPEG's faults, and they count colours to 255. Source: spandrel. */
const rangeOf = (window: number) => (window === 7 ? 255 : 1);

/** Cells of a window: each is compared with each. Published networks have 64 to 256. */
const mostCells = 1024;

/** SwinIR. Errors: `weights/missingTensor`. Source: Liang et al. 2021; spandrel, `SwinIRArch`. */
export function openSwinir(w: TensorScope): Opened {
  const first = w.has("conv_first.1.weight") ? w.at("conv_first.1") : w.at("conv_first");
  const unshuffle = rootOf(sizeOf(first, "weight", 1) / colours);
  const window = rootOf(sizeOf(w, "layers.0.residual_group.blocks.0.attn.relative_position_index", 0));
  const reconstruction = reconstructionOf(w);
  if (unshuffle === undefined || window === undefined || window ** 2 > mostCells || !reconstruction) return undefined;
  const groups = groupsOf(w, "residual_group.blocks", (layer) =>
    sizeOf(layer, "residual_group.blocks.0.attn.relative_position_bias_table", 1),
  );
  const scale = scaleOf(reconstruction) / unshuffle;
  const range = rangeOf(window);
  const network = { kind: "swinir", w, groups, window, unshuffle, range, reconstruction } as const;
  return { scale, multiple: window * unshuffle, network };
}

/**
 * The sides of a window, the shorter first, by how many cells it has and how many ways two of them can lie to each other:
 * h·w and (2h−1)(2w−1).
 */
function windowOf(cells: number, ways: number): readonly [number, number] | undefined {
  const halfSum = (4 * cells + 1 - ways) / 4; // (h + w) / 2
  const halfDifference = Math.sqrt(halfSum ** 2 - cells);
  const [height, width] = [halfSum - halfDifference, halfSum + halfDifference];
  const isWindow = Number.isInteger(height) && height > 0 && height * width === cells && cells <= mostCells;
  return isWindow ? [height, width] : undefined;
}

/**
 * DAT, of any size. All that were published have windows that are wider than high; the shapes do not tell.
 *
 * Errors: `weights/missingTensor`. Source: Chen et al. 2023, arXiv 2308.03364; spandrel, `DATArch`.
 */
export function openDat(w: TensorScope): Opened {
  const attention = w.at("layers.0.blocks.0.attn.attns.0");
  const window = windowOf(sizeOf(attention, "relative_position_index", 0), sizeOf(attention, "rpe_biases", 0));
  const reconstruction = reconstructionOf(w);
  if (
    !window ||
    !reconstruction ||
    reconstruction.kind === "difference" ||
    sizeOf(w, "conv_first.weight", 1) !== colours
  )
    return undefined;
  const groups = groupsOf(w, "blocks", (layer, count) =>
    count > 1
      ? sizeOf(layer, "blocks.1.attn.temperature", 0)
      : 2 * sizeOf(layer, "blocks.0.attn.attns.0.pos.pos3.2.weight", 0),
  );
  return { scale: scaleOf(reconstruction), multiple: 1, network: { kind: "dat", w, groups, window, reconstruction } };
}
