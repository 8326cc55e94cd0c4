import { printCsv } from "@danfang/prompt";
import type { AxisDraft } from "../draft/grid-draft.ts";
import { networksIn, withStrength } from "../networks/networks-in-prompt.ts";

/** A way to vary the strength of something that the prompt names. */
export interface StrengthAxis {
  readonly name: string;
  /** What that means to the WebUI, which has no axis for it: words replaced by words. */
  readonly axis: AxisDraft;
}

/** From half of what people use to a little more. */
const strengths = [0.4, 0.6, 0.8, 1] as const;

/** An axis for the strength of each LoRA and hypernetwork in the prompt. The first value is what stands there now. */
export const strengthAxes = (prompt: string): StrengthAxis[] =>
  networksIn(prompt, []).map((network) => {
    const { name, from, to, strength } = network;
    const mention = prompt.slice(from, to);
    const own = { ...network, from: 0, to: to - from };
    const shifted = { ...own, strengthFrom: network.strengthFrom - from, strengthTo: network.strengthTo - from };
    const others = strengths
      .filter((other) => other !== strength)
      .map((other) => withStrength(mention, shifted, other));
    return { name, axis: { axis: "Prompt S/R", values: printCsv([mention, ...others]) } };
  });
