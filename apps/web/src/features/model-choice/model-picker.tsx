import { IconChevronDown } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useEver } from "../../ui/use-ever.ts";
import type { ModelPickerProps } from "./picker-props.ts";

const PickerDialog = lazyPart(async () => (await import("./picker-dialog.tsx")).PickerDialog);

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
