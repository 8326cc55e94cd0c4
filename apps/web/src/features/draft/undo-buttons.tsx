import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { draftHistory } from "./draft-store.ts";
import { stepText } from "./step-words.ts";
import { redoDraft, undoDraft } from "./undo.ts";
import "./undo-buttons.css";

/** The fields' last change, taken back or done again; each says what it would change. */
export function UndoButtons(): ReactElement {
  const { t } = useTranslation();
  const { done, undone } = useStore(draftHistory);
  const [last, next] = [done.at(-1), undone.at(-1)];
  return (
    <span className="undo-buttons">
      <IconAction
        label={last === undefined ? t("undo.noUndo") : t("undo.undo", { what: stepText(last) })}
        size={30}
        disabled={last === undefined}
        onClick={undoDraft}
      >
        <IconArrowBackUp size={17} stroke={1.5} />
      </IconAction>
      <IconAction
        label={next === undefined ? t("undo.noRedo") : t("undo.redo", { what: stepText(next) })}
        size={30}
        disabled={next === undefined}
        onClick={redoDraft}
      >
        <IconArrowForwardUp size={17} stroke={1.5} />
      </IconAction>
    </span>
  );
}
