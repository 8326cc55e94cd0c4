import type { ListedKind, ModelEntry } from "@danfang/domain";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useEver } from "../../ui/use-ever.ts";

const PickerDialog = lazyPart(async () => (await import("./picker-dialog.tsx")).PickerDialog);

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

/** A button that shows what is chosen; it opens the wall of models. */
export function ModelPicker(props: ModelPickerProps): ReactElement {
  const { label, className, icon, shown } = props;
  const [isOpen, setOpen] = useState(false);
  const isWanted = useEver(isOpen);
  const fetch = () => void PickerDialog.fetch();
  return (
    <>
      <button
        type="button"
        className={`picker ${className}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={label}
        onPointerEnter={fetch}
        onFocus={fetch}
        onClick={() => setOpen(true)}
      >
        {icon !== undefined && (
          <span className="picker-icon" aria-hidden>
            {icon}
          </span>
        )}
        {shown}
        <IconChevronDown size={15} stroke={1.5} aria-hidden style={{ flex: "none" }} />
      </button>
      {isWanted && <PickerDialog {...props} isOpen={isOpen} onClose={() => setOpen(false)} />}
    </>
  );
}
