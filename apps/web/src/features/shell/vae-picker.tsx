import type { ModelEntry } from "@danfang/domain";
import { IconDroplet } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { findModels, modelNamed } from "../model-choice/find-models.ts";
import { ModelPicker } from "../model-choice/model-picker.tsx";

const noModels: readonly ModelEntry[] = [];

export function VaePicker(): ReactElement {
  const { t } = useTranslation();
  const { data: models = noModels } = useQuery(queries.models);
  const { vae, checkpoint } = useStore(draftStore);
  const resolved = checkpoint === undefined ? undefined : modelNamed(models, "checkpoint", checkpoint)?.automaticVae;
  const own = resolved?.why === "none" ? t("top.vaeMissing") : t("top.vaeBaked");
  const automatic = t("top.vaeAutoResolved", { name: resolved?.name ?? own });
  const shown =
    vae === "auto" ? automatic : vae === "none" ? t("top.vaeNone") : (modelNamed(models, "vae", vae)?.name ?? vae);
  const short = vae === "auto" ? t("top.vaeAutoShort") : shown;
  return (
    <ModelPicker
      label={`${t("top.vae")}: ${shown}`}
      className="picker-vae"
      icon={<IconDroplet size={18} stroke={1.5} />}
      value={vae}
      shown={
        <span className="picker-text">
          <span className="faded">VAE</span> <span className="wide-only">{shown}</span>
          <span className="narrow-only">{short}</span>
        </span>
      }
      searchLabel={t("common.search")}
      emptyText={t("top.noMatch")}
      options={(search) => [
        { value: "auto", name: automatic, more: <span>{t(whyAutomatic[resolved?.why ?? "baked"])}</span> },
        { value: "none", name: t("top.vaeNone"), more: <span>{t("top.vaeNoneWhy")}</span> },
        ...findModels(models, "vae", search).map((entry) => ({
          value: entry.name,
          name: entry.name,
          disabled: entry.problem !== undefined,
          more: entry.problem === undefined ? knownFamily(entry) : <span className="amber">{t("top.cannotUse")}</span>,
        })),
      ]}
      onChoose={(name) => setDraft({ vae: name })}
    />
  );
}

/** Why Automatic means what it does. */
const whyAutomatic = {
  beside: "top.vaeWhyBeside",
  folder: "top.vaeWhyFolder",
  "user choice": "top.vaeWhyChosen",
  selected: "top.vaeWhyChosen",
  baked: "top.vaeAutoWhy",
  none: "top.vaeWhyNone",
} as const satisfies Record<NonNullable<ModelEntry["automaticVae"]>["why"], string>;

/** A VAE's shape seldom tells the family; then nothing is better than a word for nothing. */
const knownFamily = ({ family }: ModelEntry) => (family === "unknown" ? null : <span>{family}</span>);
