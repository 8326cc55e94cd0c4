import { GenerationRequest } from "@danfang/domain";
import type { AxisValue } from "@danfang/prompt";
import { type AxisEffect, axisEffects } from "./axis-effects.ts";
import { type Allowed, gridErrors } from "./errors.ts";
import type { PlannedAxis } from "./read-axis.ts";

/**
 * An order changed by a value of an axis; undefined where it lacks what the axis changes. Errors: `grid/badValue`.
 */
export function changeBy(
  request: GenerationRequest,
  { axis, values }: PlannedAxis,
  index: number,
): GenerationRequest | undefined {
  const effect = axisEffects[axis.label]!;
  const refuse = (allowed: Allowed) =>
    gridErrors.badValue({ axis: axis.label, value: printed(values[index]!), allowed });
  if (effect.choices && !isChoice(effect.choices, values[index]!))
    throw refuse({ kind: "names", names: effect.choices });
  const changed = change(effect, request, values[index]!, values[0]!);
  if (!changed && effect.needs) return undefined;
  if (!changed) throw refuse({ kind: axis.label === "Size" ? "size" : "inPrompt" });
  const { data, error } = GenerationRequest.safeParse(changed);
  if (data) return data;
  throw refuse(allowedBy(error.issues[0]!, axis.type === "whole" ? "whole" : "number"));
}

/** A value of the type that its axis has. */
function change(effect: AxisEffect, request: GenerationRequest, value: AxisValue, first: AxisValue) {
  switch (effect.type) {
    case "number":
      return effect.change(request, Number(value), Number(first));
    case "text":
      return effect.change(request, String(value), String(first));
    case "words":
      return effect.change(request, [value].flat().map(String), []);
  }
}

const isChoice = (choices: readonly string[], value: AxisValue) =>
  choices.some((choice) => choice.toLowerCase() === String(value).toLowerCase());

const printed = (value: AxisValue): string => [value].flat().join(", ").slice(0, 100);

type Issue = NonNullable<ReturnType<typeof GenerationRequest.safeParse>["error"]>["issues"][number];

function allowedBy(issue: Issue, kind: "whole" | "number"): Allowed {
  if (issue.code === "too_small") return { kind, least: Number(issue.minimum) };
  if (issue.code === "too_big") return { kind, most: Number(issue.maximum) };
  return { kind: "other", reason: issue.message };
}
