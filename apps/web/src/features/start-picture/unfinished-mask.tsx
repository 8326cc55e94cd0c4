import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { sayWithUndo } from "../../ui/toasts.ts";
import { type MaskSubject, strokesOf, unfinishedMasks, withStrokesOf } from "../inpaint/kept-strokes.ts";
import { noStrokes } from "../inpaint/strokes.ts";

/** Says that a mask was begun and not finished: nothing is painted by it yet. It is continued, or given up on purpose. */
export function UnfinishedMask({
  subject,
  onContinue,
}: {
  subject: MaskSubject;
  onContinue: () => void;
}): ReactElement | null {
  const { t } = useTranslation();
  const strokes = strokesOf(useStore(unfinishedMasks), subject);
  if (strokes.done.length === 0) return null;
  function discard() {
    unfinishedMasks.set((masks) => withStrokesOf(masks, subject, noStrokes));
    sayWithUndo(t("start.maskDiscarded"), () => unfinishedMasks.set((masks) => withStrokesOf(masks, subject, strokes)));
  }
  return (
    <div className="start-unfinished small">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <span className="grow">{t("start.maskUnfinished", { count: strokes.done.length })}</span>
      <Button size="compact-sm" variant="default" onClick={onContinue}>
        {t("start.maskContinue")}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={discard}>
        {t("start.maskDiscard")}
      </Button>
    </div>
  );
}
