import { Textarea } from "@mantine/core";
import type { ReactElement } from "react";
import { KnobFrame, type KnobFrameProps } from "./knob.tsx";

interface TextControlProps extends Omit<KnobFrameProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Words, a few lines of them. */
export function TextControl({ value, onChange, ...frame }: TextControlProps): ReactElement {
  return (
    <KnobFrame {...frame}>
      <Textarea
        aria-label={frame.label}
        classNames={{ input: "mono" }}
        autosize
        minRows={1}
        maxRows={4}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </KnobFrame>
  );
}
