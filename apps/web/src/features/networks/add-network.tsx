import { isWrittenKind, type ModelEntry, writtenKinds } from "@danfang/domain";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { findModels } from "../model-choice/find-models.ts";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { insertNetwork } from "./change-networks.ts";

const noModels: readonly ModelEntry[] = [];

/** A list of everything that can be laid over the checkpoint; what is chosen is named in the prompt. */
export function AddNetwork(): ReactElement {
  const { t } = useTranslation();
  const { data: models = noModels } = useQuery(queries.models);
  return (
    <ModelPicker
      label={t("networks.add")}
      className="picker-small"
      icon={<IconPlus size={15} stroke={1.7} />}
      value={undefined}
      shown={<span>{t("networks.add")}</span>}
      searchLabel={t("common.search")}
      emptyText={models.some(({ kind }) => isWrittenKind(kind)) ? t("top.noMatch") : t("networks.none")}
      options={(search) =>
        writtenKinds.flatMap((kind) =>
          findModels(models, kind, search).map((model) => ({
            value: `${kind}:${model.stem}`,
            name: model.stem,
            disabled: model.problem !== undefined,
            more: <span>{t(`kind.${kind}`)}</span>,
          })),
        )
      }
      onChoose={(value) => {
        const kind = writtenKinds.find((candidate) => value.startsWith(`${candidate}:`));
        if (kind !== undefined) insertNetwork(kind, value.slice(kind.length + 1));
      }}
    />
  );
}
