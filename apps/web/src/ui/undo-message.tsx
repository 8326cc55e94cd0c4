import { Button } from "@mantine/core";
import type { ReactElement } from "react";

interface UndoMessageProps {
  readonly message: string;
  /** What the way back is called. */
  readonly label: string;
  readonly onUndo: () => void;
}

export function UndoMessage({ message, label, onUndo }: UndoMessageProps): ReactElement {
  return (
    <span className="row">
      <span className="grow">{message}</span>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        {label}
      </Button>
    </span>
  );
}
