import { type ChosenKind, isChosenKind, listedKinds, type ModelEntry, type Named } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { SamplerList, SavedStyle } from "../../api/client.ts";
import { modelQueries, mostOffered } from "../../api/model-queries.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { plainUpscalers } from "../model-choice/upscalers.ts";
import type { AxisOffer } from "./axis-offers.ts";
import type { NamedValue } from "./read-axis.ts";

/** Kinds of models that an axis may go through. */
const axisKinds = listedKinds.filter(isChosenKind);

/** What the studio has, as far as it is known yet. */
export interface KnownNames {
  readonly samplers: SamplerList | undefined;
  /** Those that can be used, kind by kind, as far as they are offered without searching. */
  readonly models: Readonly<Record<ChosenKind, readonly ModelEntry[] | undefined>>;
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

/** Those that a value must be among; undefined where there are more than are known here: the studio then judges. */
export function judgedNames(
  offer: Parameters<typeof namesFor>[0],
  known: KnownNames,
): readonly NamedValue[] | undefined {
  const kind = axisKinds.find((one) => one === offer.names);
  const isCut = kind !== undefined && (known.models[kind]?.length ?? 0) >= mostOffered;
  return isCut ? undefined : namesFor(offer, known);
}

function namesOf(kind: Named, { samplers, models, styles }: KnownNames): readonly NamedValue[] | undefined {
  switch (kind) {
    case "sampler":
      return samplers?.samplers.map(({ name }) => plain(name));
    case "schedule":
      return samplers?.schedules.map(({ label }) => plain(label));
    case "checkpoint":
      return models.checkpoint?.map(ofModel);
    case "vae":
      return models.vae?.map(ofModel);
    case "picture":
      return undefined;
    case "upscaler":
      return models.upscaler && [...plainUpscalers, ...models.upscaler.map(({ stem }) => stem)].map(plain);
    case "style":
      return styles?.map(({ name }) => plain(name));
  }
}

export function useKnownNames(): KnownNames {
  const { data: samplers } = useQuery(queries.samplers);
  const checkpoint = useQuery(modelQueries.usable("checkpoint")).data;
  const vae = useQuery(modelQueries.usable("vae")).data;
  const upscaler = useQuery(modelQueries.usable("upscaler")).data;
  const { data: { styles } = {} } = useQuery(queries.styles);
  return { samplers, models: { checkpoint, vae, upscaler }, styles };
}

const keptOf = (kind: ChosenKind) => queryClient.getQueryData(modelQueries.usable(kind).queryKey);

/** The same outside of a component: what was fetched so far. */
export const keptNames = (): KnownNames => ({
  samplers: queryClient.getQueryData(queries.samplers.queryKey),
  models: {
    checkpoint: keptOf("checkpoint"),
    vae: keptOf("vae"),
    upscaler: keptOf("upscaler"),
  },
  styles: queryClient.getQueryData(queries.styles.queryKey)?.styles,
});
