import { GenerationRequest } from "@danfang/domain";
import type { AxisValue } from "@danfang/prompt";
import { type AxisEffect, effectOf } from "./axis-effects.ts";
import { gridErrors } from "./errors.ts";
import type { PlannedAxis } from "./read-axis.ts";

/**
 * An order changed by a value of an axis; undefined where it lacks what the axis changes. Errors: `grid/badValue`, `grid/notInPrompt`.
 */
export function changeBy(
  request: GenerationRequest,
  { axis, values }: PlannedAxis,
  index: number,
): GenerationRequest | undefined {
  const effect = effectOf(axis);
  if (effect === undefined) throw gridErrors.unavailableAxis({ axis: axis.label });
  const refuse = (allowed: string) =>
    gridErrors.badValue({ axis: axis.label, value: printed(values[index]!), allowed });
  if (axis.choices && !isChoice(axis.choices, values[index]!)) throw refuse(axis.choices.join(", "));
  const changed = change(effect, request, values[index]!, values[0]!);
  if (!changed && axis.needs) return undefined;
  if (!changed && axis.label === "Size") throw refuse("512x768 (8·n x 8·n)");
  if (!changed) throw gridErrors.notInPrompt({ axis: axis.label, value: printed(searched(effect, values, index)) });
  const { data, error } = GenerationRequest.safeParse(changed);
  if (data) return data;
  throw refuse(allowedBy(error.issues[0]!));
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

function allowedBy(issue: Issue): string {
  if (issue.code === "too_small") return `≥ ${issue.minimum}`;
  if (issue.code === "too_big") return `≤ ${issue.maximum}`;
  return issue.message;
}

/** What a text axis looks for is its first value. */
const searched = (effect: AxisEffect, values: readonly AxisValue[], index: number): AxisValue =>
  values[effect.type === "words" ? index : 0]!;
