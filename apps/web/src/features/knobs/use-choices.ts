import type { Named } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { queries } from "../../api/queries.ts";
import { plainUpscalers } from "../model-choice/upscalers.ts";
import type { Choice } from "./choice-knob.tsx";

const asTheyAre = (name: string): Choice => ({ value: name, label: name });

/** What the studio has of a kind, as far as that is known yet. */
export function useNamed(kind: Named | undefined): readonly Choice[] {
  const { t } = useTranslation();
  const { data: list } = useQuery(queries.samplers);
  const { data: upscalers = [] } = useQuery({ ...modelQueries.usable("upscaler"), enabled: kind === "upscaler" });
  switch (kind) {
    case "sampler":
      return list?.samplers.map(({ name }) => asTheyAre(name)) ?? [];
    case "schedule":
      return (
        list?.schedules.map(({ name, label }) => ({
          value: name,
          label: name === "automatic" ? t("common.automatic") : label,
        })) ?? []
      );
    case "upscaler":
      return [...plainUpscalers, ...upscalers.map(({ stem }) => stem)].map(asTheyAre);
    case "checkpoint":
    case "vae":
    case "style":
    case "picture":
    case undefined:
      return []; // these have pickers of their own
  }
}
