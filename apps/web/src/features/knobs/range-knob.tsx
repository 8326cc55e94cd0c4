import { Tooltip } from "@mantine/core";
import { type ReactElement, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./knobs.css";

interface RangeKnobProps {
  readonly label: string;
  readonly help: string;
  /** What the WebUI calls it, for whoever follows a tutorial. */
  readonly a1111: string | undefined;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Where the slider ends, when larger numbers are allowed but unusual. */
  readonly sliderMax?: number;
  readonly step: number;
  readonly marked?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that can be typed, dragged, wheeled and arrowed. */
export function RangeKnob(props: RangeKnobProps): ReactElement {
  const id = useId();
  const { value, min, sliderMax = props.max, step } = props;
  const share = (100 * (Math.min(value, sliderMax) - min)) / (sliderMax - min);
  return (
    <div className="knob" data-marked={props.marked || undefined}>
      <div className="knob-head">
        <KnobLabel htmlFor={id} label={props.label} help={props.help} a1111={props.a1111} />
        <NumberField {...props} id={id} />
      </div>
      <input
        type="range"
        className="knob-range"
        aria-label={props.label}
        min={min}
        max={sliderMax}
        step={step}
        value={Math.min(value, sliderMax)}
        style={{ "--share": `${share}%` } as React.CSSProperties}
        onChange={(event) => props.onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface KnobLabelProps extends Pick<RangeKnobProps, "label" | "help" | "a1111"> {
  readonly htmlFor?: string;
}

/** A knob's name; the tooltip says what turning it up does, and what the WebUI calls it. */
export function KnobLabel({ label, help, a1111, htmlFor }: KnobLabelProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Tooltip
      label={
        <>
          {help}
          {a1111 !== undefined && <span className="knob-a1111">{t("common.a1111Name", { name: a1111 })}</span>}
        </>
      }
      position="top-start"
      openDelay={300}
      multiline
      events={{ hover: true, focus: true, touch: true }}
    >
      {htmlFor === undefined ? (
        <span className="knob-label">{label}</span>
      ) : (
        <label className="knob-label" htmlFor={htmlFor}>
          {label}
        </label>
      )}
    </Tooltip>
  );
}

interface NumberFieldProps {
  readonly id?: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly className?: string;
  /** Shown instead of the number, when the field is not being typed in. */
  readonly shownAs?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** What is typed counts when the field is left or Enter is pressed; arrows and wheel count at once. */
export function NumberField({
  id,
  label,
  value,
  min,
  max,
  step,
  className,
  shownAs,
  onChange,
}: NumberFieldProps): ReactElement {
  const [typed, setTyped] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const put = (next: number) => onChange(Number(Math.min(max, Math.max(min, next)).toFixed(4)));
  function settle() {
    const next = Number(typed);
    if (typed !== undefined && typed.trim() !== "" && Number.isFinite(next)) put(step >= 1 ? Math.round(next) : next);
    setTyped(undefined);
  }
  useWheel(input, (up) => put(value + up * step));
  return (
    <input
      ref={input}
      id={id}
      className={`knob-number tabular ${className ?? ""}`}
      inputMode="decimal"
      autoComplete="off"
      {...(id === undefined ? { "aria-label": label } : {})}
      role="spinbutton"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      value={typed ?? shownAs ?? String(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        const times = event.shiftKey ? 10 : 1;
        if (event.ctrlKey || event.metaKey) return settle();
        if (event.key === "Enter") settle();
        else if (event.key === "ArrowUp") put(value + step * times);
        else if (event.key === "ArrowDown") put(value - step * times);
        else return;
        event.preventDefault();
        setTyped(undefined);
      }}
    />
  );
}

/** Calls with 1 or −1 for each turn of the wheel over a field that has the focus. */
function useWheel(input: RefObject<HTMLInputElement | null>, turn: (up: 1 | -1) => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    // React listens to the wheel passively; here the page must not scroll as well.
    function onWheel(event: WheelEvent) {
      if (document.activeElement !== field) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    }
    field.addEventListener("wheel", onWheel, { passive: false });
    return () => field.removeEventListener("wheel", onWheel);
  }, [input]);
}
