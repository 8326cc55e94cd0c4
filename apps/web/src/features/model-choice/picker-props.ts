import type { ListedKind, ModelEntry } from "@danfang/domain";
import type { ReactNode } from "react";

/** Something to choose that is no file: `Automatic`, `None`. */
interface PlainChoice {
  readonly value: string;
  readonly name: string;
  readonly more?: ReactNode;
}

export interface ModelPickerProps {
  /** Said in the tooltip and over the wall; what the button shows is its own name. */
  readonly label: string;
  readonly className: string;
  readonly icon?: ReactNode;
  readonly shown: ReactNode;
  readonly kinds: readonly ListedKind[];
  /** What is chosen now: the name of a model, or the value of a plain choice. */
  readonly value: string | undefined;
  /** What they are to be used with. */
  readonly checkpoint?: ModelEntry | null | undefined;
  readonly plain?: readonly PlainChoice[];
  readonly onChoose: (model: ModelEntry) => void;
  readonly onPlain?: (value: string) => void;
  /** A trigger word was pressed. */
  readonly onWord?: (word: string) => void;
  /** Beside the search; may close the wall. */
  readonly footer?: (close: () => void) => ReactNode;
}
