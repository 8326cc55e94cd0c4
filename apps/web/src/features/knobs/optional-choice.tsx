import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft.ts";
import { markedFields } from "../draft/draft-path.ts";
import type { Choice } from "./choice-knob.tsx";
import { KnobFrame } from "./knob.tsx";
import { useKnobWords } from "./use-knob.ts";

interface OptionalChoiceProps {
  readonly knob: "padPrompts" | "hypertile";
  readonly a1111: string;
  /** The first stands for none. */
  readonly choices: readonly Choice[];
}

/** One of several or none: a knob that is not there unless it was turned. */
export function OptionalChoice({ knob, a1111, choices }: OptionalChoiceProps): ReactElement {
  const { knobs } = useStore(draftStore);
  const words = useKnobWords(`knobs.${knob}`);
  const marked = useStore(markedFields).has(`knobs.${knob}`);
  const none = choices[0]?.value;
  const choose = (next: string | null) => {
    const { [knob]: _, ...others } = knobs;
    setDraft({ knobs: next === null || next === none ? others : { ...others, [knob]: next } });
  };
  return (
    <KnobFrame {...words} marked={marked} a1111={a1111}>
      <Select
        aria-label={words.label}
        data={choices}
        value={knobs[knob] ?? none ?? null}
        allowDeselect={false}
        onChange={choose}
      />
    </KnobFrame>
  );
}
