import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

interface IconActionProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly size?: number;
}

/** A button that shows an icon and says its name on hover and to screen readers. */
export function IconAction({ label, onClick, children, pressed, disabled, size = 32 }: IconActionProps): ReactElement {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color={pressed ? "cinnabar" : "gray"}
        size={size}
        aria-label={label}
        disabled={disabled ?? false}
        onClick={onClick}
        aria-pressed={pressed}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
