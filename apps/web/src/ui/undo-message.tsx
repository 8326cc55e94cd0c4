import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

export function UndoMessage({ message, onUndo }: { message: string; onUndo: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className="row">
      <span className="grow">{message}</span>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        {t("common.undo")}
      </Button>
    </span>
  );
}
