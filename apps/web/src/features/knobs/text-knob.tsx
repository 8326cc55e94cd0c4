import { Textarea } from "@mantine/core";
import type { ReactElement } from "react";
import { KnobFrame } from "./knob.tsx";
import { type KnobProps, useKnob } from "./use-knob.ts";

/** Words of the draft, a few lines of them. */
export function TextKnob({ at, a1111 }: KnobProps<string>): ReactElement {
  const { value, put, ...words } = useKnob(at);
  return (
    <KnobFrame {...words} a1111={a1111}>
      <Textarea
        aria-label={words.label}
        classNames={{ input: "mono" }}
        autosize
        minRows={1}
        maxRows={4}
        spellCheck={false}
        value={value}
        onChange={(event) => put(event.currentTarget.value as never)}
      />
    </KnobFrame>
  );
}
