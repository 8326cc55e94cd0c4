import { DanfangError, type Named, nearest } from "@danfang/domain";
import { findSampling } from "@danfang/engine";
import type { AxisValue } from "@danfang/prompt";
import { workbenchErrors } from "../errors.ts";
import type { Names } from "../names/names.ts";
import { findUpscaler } from "../resolve/find-upscaler.ts";
import { gridErrors } from "./errors.ts";
import type { GridPlan } from "./plan-grid.ts";
import type { PlannedAxis } from "./read-axis.ts";

export interface NameContext {
  readonly names: Names;
  /** Names of the styles there are; absent where nobody knows them. */
  readonly styles?: readonly string[];
}

/** Looks a name up; throws what knows the names that are nearest. */
type LookUp = (name: string, context: NameContext) => unknown;

const isNone = (name: string) => ["", "none", "auto", "automatic"].includes(name.toLowerCase());

const lookUps: Readonly<Record<Named, LookUp>> = {
  sampler: (name) => findSampling(name),
  schedule: (name) => findSampling("Euler", name),
  checkpoint: (name, { names: { shelf } }) => isNone(name) || shelf.find("checkpoint", name),
  vae: (name, { names: { shelf } }) => isNone(name) || shelf.find("vae", name),
  upscaler: (name, { names }) => findUpscaler(name, names),
  picture: (name, { names }) => names.picture(name),
  style(name, { styles }) {
    const missing = styles && name.split(",").find((part) => !styles.includes(part));
    if (missing !== undefined)
      throw workbenchErrors.styleMissing({ name: missing, nearest: nearest(missing, styles ?? [], 3) });
  },
};

/** Finds out before painting whether everything that the values name is there. Errors: `grid/unknownName`. */
export async function checkNames({ axes }: GridPlan, context: NameContext): Promise<void> {
  for (const planned of Object.values(axes)) await checkAxis(planned, context);
}

async function checkAxis({ axis, values }: PlannedAxis, context: NameContext): Promise<void> {
  const { names } = axis;
  if (names) for (const value of new Set(values)) await checkValue(axis.label, names, value, context);
}

async function checkValue(axis: string, names: Named, value: AxisValue, context: NameContext): Promise<void> {
  try {
    await lookUps[names](String(value), context);
  } catch (error) {
    const near = error instanceof DanfangError ? error.facts.nearest : undefined;
    if (!Array.isArray(near)) throw error;
    throw gridErrors.unknownName({ axis, value: String(value).slice(0, 100), nearest: near }, error);
  }
}
