import { type Problem, problemOf } from "@danfang/domain";
import type { AxisName } from "@danfang/prompt";
import { gridErrors } from "./errors.ts";
import { hasGlyphs, missingCharacters } from "./missing-characters.ts";
import type { GridPlan } from "./plan-grid.ts";
import type { PlannedAxis } from "./read-axis.ts";

/** What this machine's fonts can draw. */
export interface Fonts {
  hasGlyphs(): Promise<boolean>;
  missingCharacters(texts: readonly string[]): Promise<ReadonlySet<string>>;
}

type Legends = Readonly<Record<AxisName, readonly string[]>>;

/**
 * The legends as this machine's fonts can draw them: one with characters that no font has is numbered ("Prompt S/R 2"),
 * and without any font there are none. What was left out is a note.
 */
export async function legibleLegends(
  axes: GridPlan["axes"],
  isWanted: boolean,
  fonts: Fonts = { hasGlyphs, missingCharacters },
): Promise<{ readonly legends: Legends; readonly notes: readonly Problem[] }> {
  const none = each(axes, ({ legends }) => legends.map(() => ""));
  if (!isWanted) return { legends: none, notes: [] };
  if (!(await fonts.hasGlyphs())) return { legends: none, notes: [problemOf(gridErrors.legendMissing({}))] };
  const missing = await fonts.missingCharacters(Object.values(axes).flatMap(({ legends }) => legends));
  if (missing.size === 0) return { legends: each(axes, ({ legends }) => legends), notes: [] };
  const isLegible = (text: string) => ![...text].some((character) => missing.has(character));
  const legends = each(axes, ({ axis, legends }) =>
    legends.map((text, i) => (isLegible(text) ? text : `${axis.label} ${i + 1}`)),
  );
  const characters = [...missing].slice(0, 10).join("");
  return { legends, notes: [problemOf(gridErrors.legendNumbered({ characters }))] };
}

const each = (axes: GridPlan["axes"], draw: (axis: PlannedAxis) => readonly string[]): Legends => ({
  x: draw(axes.x),
  y: draw(axes.y),
  z: draw(axes.z),
});
