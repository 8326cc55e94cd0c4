import type { ModelEntry, Named } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { SamplerList, SavedStyle } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { findModels } from "../model-choice/find-models.ts";
import { plainUpscalers } from "../model-choice/upscalers.ts";
import type { AxisOffer } from "./axis-offers.ts";
import type { NamedValue } from "./read-axis.ts";

/** What the studio has, as far as it is known yet. */
export interface KnownNames {
  readonly samplers: SamplerList | undefined;
  readonly models: readonly ModelEntry[] | undefined;
  readonly styles: readonly SavedStyle[] | undefined;
}

const plain = (name: string): NamedValue => ({ value: name, label: name });
const ofModel = ({ name, stem }: ModelEntry): NamedValue => ({ value: name, label: stem });

/** The values that an axis may have; undefined where they may be anything, or are not known yet. */
export function namesFor(
  offer: Pick<AxisOffer, "names" | "besideNames" | "choices">,
  known: KnownNames,
): readonly NamedValue[] | undefined {
  if (offer.choices !== undefined) return offer.choices.map(plain);
  const names = offer.names === undefined ? undefined : namesOf(offer.names, known);
  return names && [...(offer.besideNames ?? []).map(plain), ...names];
}

function namesOf(kind: Named, { samplers, models, styles }: KnownNames): readonly NamedValue[] | undefined {
  const usable = (of: ModelEntry["kind"]) =>
    models && findModels(models, of).filter(({ problem }) => problem === undefined);
  switch (kind) {
    case "sampler":
      return samplers?.samplers.map(({ name }) => plain(name));
    case "schedule":
      return samplers?.schedules.map(({ label }) => plain(label));
    case "checkpoint":
      return usable("checkpoint")?.map(ofModel);
    case "vae":
      return usable("vae")?.map(ofModel);
    case "picture":
      return undefined;
    case "upscaler":
      return models && [...plainUpscalers, ...findModels(models, "upscaler").map(({ stem }) => stem)].map(plain);
    case "style":
      return styles?.map(({ name }) => plain(name));
  }
}

export function useKnownNames(): KnownNames {
  const { data: samplers } = useQuery(queries.samplers);
  const { data: models } = useQuery(queries.models);
  const { data: { styles } = {} } = useQuery(queries.styles);
  return { samplers, models, styles };
}

/** The same outside of a component: what was fetched so far. */
export const keptNames = (): KnownNames => ({
  samplers: queryClient.getQueryData(queries.samplers.queryKey),
  models: queryClient.getQueryData(queries.models.queryKey),
  styles: queryClient.getQueryData(queries.styles.queryKey)?.styles,
});
