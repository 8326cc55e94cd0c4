import { vaeEpsilon } from "../graph/vae.ts";
import type { Stage, StageStep } from "../graph/vae-stages.ts";
import { type Feed, float32, type Runtime, type Session } from "../runtime/runtime.ts";
import { blankMap, type FeatureMap, gather, groupStatistics, type Span, scatter } from "./feature-map.ts";

export interface TilingOptions {
  /** Whether opposite edges of the picture are neighbours. */
  readonly wraps?: boolean;
  /** Called before every piece of work, a second or so apart: lets messages in, throws to stop. */
  readonly beforeTile?: () => Promise<void>;
  /** Values (channels × cells) of a tile's input. */
  readonly tileValues?: number;
}

/** 16 MB of float32: large enough that the rim of a tile costs little, small beside a feature map of a large picture. */
const usualTileValues = 2 ** 22;

/** Groups of every group norm in a VAE. */
const groups = 32;

/** Splits [0, length) into equal parts no longer than `most`, with even bounds so that halving them is exact. */
function split(length: number, most: number): Span[] {
  const count = Math.ceil(length / Math.max(2, most));
  const part = Math.ceil(length / count / 2) * 2;
  return Array.from({ length: Math.ceil(length / part) }, (_, i) => [i * part, Math.min(length, (i + 1) * part)]);
}

async function withSession<T>(
  runtime: Runtime,
  model: Stage | { build: Stage["build"] },
  use: (s: Session) => Promise<T>,
) {
  const session = await runtime.open(model.build(), { activations: "kept" });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** A span with what lies around it: all of the halo where edges wrap, otherwise what the map has of it. */
function widened([from, to]: Span, [before, after]: Stage["halo"], length: number, wraps: boolean): Span {
  return wraps ? [from - before, to + after] : [Math.max(0, from - before), Math.min(length, to + after)];
}

/** Runs a stage over all of `map`, tile by tile, into `target`. */
async function runStage(
  runtime: Runtime,
  stage: Stage,
  map: FeatureMap,
  target: FeatureMap,
  how: "set" | "add",
  { wraps = false, beforeTile, tileValues = usualTileValues }: TilingOptions,
): Promise<void> {
  const side = Math.floor(Math.sqrt(tileValues / map.channels));
  const { halo, factor } = stage;
  const around = wraps && stage.wraps;
  const widest = (length: number) => Math.min(length, side) + halo[0] + halo[1] + 2; // parts have even sides
  const space = new Float32Array(map.channels * widest(map.height) * widest(map.width));
  const statistics = stage.isNormed ? Object.entries(groupStatistics(map, groups, vaeEpsilon)) : [];
  const feeds: Readonly<Record<string, Feed>> = Object.fromEntries(
    statistics.map(([name, values]) => [name, float32([1, map.channels, 1, 1], values)]),
  );
  await withSession(runtime, stage, async (session) => {
    for (const rows of split(map.height, side))
      for (const columns of split(map.width, side)) {
        await beforeTile?.();
        const wideRows = widened(rows, halo, map.height, around);
        const wideColumns = widened(columns, halo, map.width, around);
        const [height, width] = [wideRows[1] - wideRows[0], wideColumns[1] - wideColumns[0]];
        const x = float32([1, map.channels, height, width], gather(map, wideRows, wideColumns, space));
        const { y } = await session.run({ ...feeds, x }, ["y"]);
        scatter(
          y!,
          {
            partHeight: Math.floor(height * factor),
            partWidth: Math.floor(width * factor),
            skipRows: (rows[0] - wideRows[0]) * factor,
            skipColumns: (columns[0] - wideColumns[0]) * factor,
            rows: [rows[0] * factor, rows[1] * factor],
            columns: [columns[0] * factor, columns[1] * factor],
          },
          target,
          how,
        );
      }
  });
}

const targetOf = ({ channels, factor }: Stage, map: FeatureMap): FeatureMap =>
  blankMap(channels[1], map.height * factor, map.width * factor);

/**
 * Where a shortcut's result goes: into its own input where that has room, since a shortcut looks at one cell at a time
 * and nobody needs its input any more. At the widest level that spares the largest feature map of all.
 */
function shortcutTarget(stage: Stage, map: FeatureMap): FeatureMap {
  const [input, output] = stage.channels;
  if (output > input || stage.halo.some((cells) => cells > 0)) return targetOf(stage, map);
  return { ...map, channels: output, data: map.data.subarray(0, output * map.height * map.width) };
}

async function runResidual(
  runtime: Runtime,
  step: Extract<StageStep, { kind: "residual" }>,
  map: FeatureMap,
  options: TilingOptions,
): Promise<FeatureMap> {
  const inner = targetOf(step.first, map);
  await runStage(runtime, step.first, map, inner, "set", options);
  let sum = map;
  if (step.shortcut) {
    sum = shortcutTarget(step.shortcut, map);
    await runStage(runtime, step.shortcut, map, sum, "set", options);
  }
  await runStage(runtime, step.second, inner, sum, "add", options);
  return sum;
}

async function runWhole(runtime: Runtime, step: Extract<StageStep, { kind: "whole" }>, map: FeatureMap) {
  const { channels, height, width, data } = map;
  const { y } = await withSession(runtime, step, (session) =>
    session.run({ x: float32([1, channels, height, width], data) }, ["y"]),
  );
  return { channels, height, width, data: y! };
}

/**
 * Runs a network in pieces over a picture of any size. The same numbers as in one piece, to float32 rounding: every
 * convolution gets the neighbours that it needs, and every group norm the statistics of the whole picture. At most
 * two feature maps are in memory at a time, and one tile.
 *
 * `map` may be written to.
 */
export async function runSteps(
  runtime: Runtime,
  steps: readonly StageStep[],
  map: FeatureMap,
  options: TilingOptions = {},
): Promise<FeatureMap> {
  let current = map;
  for (const step of steps) {
    await options.beforeTile?.();
    if (step.kind === "whole") current = await runWhole(runtime, step, current);
    else if (step.kind === "residual") current = await runResidual(runtime, step, current, options);
    else {
      const target = targetOf(step.stage, current);
      await runStage(runtime, step.stage, current, target, "set", options);
      current = target;
    }
  }
  return current;
}
