import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { findModels } from "../models/find-models.ts";
import type { Choice } from "./choice-knob.tsx";

/** The samplers, and before them what an empty text stands for, where it may be empty. */
export function useSamplers(empty?: string): readonly Choice[] {
  const { data } = useQuery(queries.samplers);
  return withEmpty(empty, data?.samplers.map(({ name }) => ({ value: name, label: name })) ?? []);
}

export function useSchedules(empty?: string): readonly Choice[] {
  const { t } = useTranslation();
  const { data } = useQuery(queries.samplers);
  const found = data?.schedules.map(({ name, label }) => ({
    value: name,
    label: name === "automatic" ? t("common.automatic") : label,
  }));
  return withEmpty(empty, found ?? []);
}

export function useCheckpoints(empty?: string): readonly Choice[] {
  const { data: models = [] } = useQuery(queries.models);
  const found = findModels(models, "checkpoint").filter(({ problem }) => problem === undefined);
  return withEmpty(
    empty,
    found.map(({ name, stem }) => ({ value: name, label: stem })),
  );
}

const withEmpty = (empty: string | undefined, choices: readonly Choice[]) =>
  empty === undefined ? choices : [{ value: "", label: empty }, ...choices];
