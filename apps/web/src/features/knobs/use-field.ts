import { type Field, fieldAt } from "@danfang/domain";
import type { AnyWords } from "@danfang/words";
import { useStore } from "../../ui/store.ts";
import { markedFields, putAt, valueAt } from "../draft/draft-path.ts";
import { type DraftField, placeOf } from "../draft/draft-place.ts";
import { draftStore } from "../draft/draft-store.ts";
import { type KnobWords, useWords } from "./use-words.ts";

/** A field of the draft, for its control. */
export interface FieldState<F extends Field> {
  readonly field: F;
  readonly words: AnyWords & KnobWords;
  /** A paste has just changed it. */
  readonly marked: boolean;
  /** As the draft has it: undefined while nobody has turned it. */
  readonly value: unknown;
  /** Undefined: as if nobody had. */
  readonly put: (value: unknown) => void;
}

export function useField(at: DraftField): FieldState<Field> {
  const place = placeOf(at);
  const draft = useStore(draftStore);
  const marked = useStore(markedFields).has(place);
  return {
    field: fieldAt(at),
    words: useWords(at),
    marked,
    value: valueAt(draft, place),
    put: (value) => putAt(place, value),
  };
}
