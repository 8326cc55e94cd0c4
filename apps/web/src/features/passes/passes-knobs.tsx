import { pathsOf } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { markedFields, putAt } from "../draft/draft-path.ts";
import type { DraftField } from "../draft/draft-place.ts";
import { draftStore } from "../draft/draft-store.ts";
import { growsIn, type PassesDraft } from "../draft/passes-draft.ts";
import { ChoiceControl } from "../knobs/choice-knob.tsx";
import { FieldList } from "../knobs/field.tsx";
import { ExtendedFrame } from "./extended-frame.tsx";

const kinds = ["once", "outpaint", "outpaintTiles", "loopback", "upscale"] as const;

/** What each way is asked; how many tiles are counted as a batch is left as it is. */
const asked = (kind: PassesDraft["kind"]): readonly DraftField[] =>
  pathsOf("passes").filter(
    (path): path is DraftField & typeof path =>
      path.startsWith(`init.passes.${kind}.`) && !path.endsWith("tilesAtOnce"),
  );

/** What is made of the picture: it painted once, extended, painted again and again, or made larger in tiles. */
export function PassesKnobs({ image }: { readonly image: string }): ReactElement {
  const { t } = useTranslation();
  const { passes } = useStore(draftStore);
  const marked = useStore(markedFields).has("passes.kind");
  return (
    <>
      <ChoiceControl
        label={t("knobs.passes.name")}
        help={t("knobs.passes.help")}
        a1111="Script"
        marked={marked}
        choices={kinds.map((value) => ({ value, label: t(`choices.passes.${value}`) }))}
        value={passes.kind}
        onChange={(kind) => putAt("passes.kind", kind)}
      />
      {growsIn(passes) && <ExtendedFrame image={image} />}
      <FieldList of={asked(passes.kind)} />
    </>
  );
}
