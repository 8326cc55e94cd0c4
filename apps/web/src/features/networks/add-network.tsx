import { isWrittenKind, writtenKinds } from "@danfang/domain";
import { IconPlus } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { insertWord } from "../prompt/put-words.ts";
import { insertNetwork } from "./change-networks.ts";

/** The wall of everything that can be laid over the checkpoint; what is chosen is named in the prompt. */
export function AddNetwork(): ReactElement {
  const { t } = useTranslation();
  const checkpoint = useNamedModel("checkpoint", useStore(draftStore).checkpoint);
  return (
    <ModelPicker
      label={t("networks.add")}
      className="picker-small"
      icon={<IconPlus size={15} stroke={1.7} />}
      value={undefined}
      shown={<span>{t("networks.add")}</span>}
      kinds={writtenKinds}
      checkpoint={checkpoint}
      onWord={insertWord}
      onChoose={({ kind, stem, preferredWeight }) => {
        if (isWrittenKind(kind)) insertNetwork(kind, stem, preferredWeight);
      }}
    />
  );
}
