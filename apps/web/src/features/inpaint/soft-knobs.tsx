import { pathsOf } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { markedFields } from "../draft/draft-path.ts";
import { FieldList } from "../knobs/field.tsx";
import { SwitchControl } from "../knobs/switch-knob.tsx";
import { useGroup } from "../knobs/use-group.ts";

/** Soft inpainting: old and new mixed by the greys of the mask. */
export function SoftKnobs(): ReactElement {
  const { t } = useTranslation();
  const { switched } = useGroup("soft");
  const marked = useStore(markedFields).has("soft.isOn");
  return (
    <>
      <SwitchControl
        label={t("knobs.soft.name")}
        help={t("knobs.soft.help")}
        a1111="Soft inpainting"
        marked={marked}
        value={switched.isOn}
        onChange={switched.onChange}
      />
      {switched.isOn && <FieldList of={pathsOf("soft")} />}
    </>
  );
}
