import type { FamilyRules, Prediction, Tensors } from "./families/family.ts";
import type { LdmConfig } from "./ldm-config.ts";

/**
 * What told what the UNet predicts: the user, the configuration beside the file (or the pipeline's), the header's
 * metadata, a marker tensor `v_pred`, the family; or nothing, and it has to be run to tell.
 */
export type PredictionSource = "user" | "configuration" | "metadata" | "marker" | "family" | "undecided";

export interface DecidedPrediction {
  readonly prediction: Prediction;
  readonly from: PredictionSource;
}

export interface PredictionEvidence {
  readonly user: Prediction | undefined;
  readonly configuration: LdmConfig | undefined;
  readonly metadata: LdmConfig;
  readonly tensors: Tensors;
  readonly rules: FamilyRules;
}

/**
 * ε or v, by the first that says. Nobody writes `prediction_type: epsilon` over a v marker, but many merges copy the
 * metadata of an ε model: a marker is asked before the metadata.
 */
export function decidePrediction(evidence: PredictionEvidence): DecidedPrediction {
  const { user, configuration, metadata, tensors, rules } = evidence;
  if (user) return { prediction: user, from: "user" };
  if (configuration?.prediction) return { prediction: configuration.prediction, from: "configuration" };
  if (tensors.has("v_pred")) return { prediction: "v", from: "marker" };
  if (metadata.prediction) return { prediction: metadata.prediction, from: "metadata" };
  if (rules.prediction) return { prediction: rules.prediction, from: "family" };
  return { prediction: "epsilon", from: "undecided" };
}
