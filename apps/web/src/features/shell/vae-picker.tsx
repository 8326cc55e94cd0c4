import { IconDroplet } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { whyAutomatic } from "../model-choice/why-automatic.ts";

const vaeKinds = ["vae"] as const;

export function VaePicker(): ReactElement {
  const { t } = useTranslation();
  const { vae, checkpoint } = useStore(draftStore);
  const entry = useNamedModel("checkpoint", checkpoint);
  const chosen = useNamedModel("vae", vae === "auto" || vae === "none" ? undefined : vae);
  const resolved = entry?.automaticVae;
  const own = resolved?.why === "none" ? t("top.vaeMissing") : t("top.vaeBaked");
  const automatic = t("top.vaeAutoResolved", { name: resolved?.name ?? own });
  const shown = vae === "auto" ? automatic : vae === "none" ? t("top.vaeNone") : (chosen?.name ?? vae);
  const short = vae === "auto" ? t("top.vaeAutoShort") : shown;
  return (
    <ModelPicker
      label={`${t("top.vae")}: ${shown}`}
      className="picker-vae"
      icon={<IconDroplet size={18} stroke={1.5} />}
      value={chosen?.name ?? vae}
      shown={
        <span className="picker-text">
          <span className="faded">VAE</span> <span className="wide-only">{shown}</span>
          <span className="narrow-only">{short}</span>
        </span>
      }
      kinds={vaeKinds}
      checkpoint={entry}
      plain={[
        { value: "auto", name: automatic, more: t(whyAutomatic[resolved?.why ?? "baked"]) },
        { value: "none", name: t("top.vaeNone"), more: t("top.vaeNoneWhy") },
      ]}
      onPlain={(value) => setDraft({ vae: value })}
      onChoose={({ name }) => setDraft({ vae: name })}
    />
  );
}
