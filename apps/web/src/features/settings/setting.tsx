import { SegmentedControl, Select, Switch } from "@mantine/core";
import { type ReactElement, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { NumberField } from "../knobs/range-knob.tsx";

interface Words {
  readonly label: string;
  /** What it does, and what turning it up or on changes. */
  readonly help: string;
  /** What AUTOMATIC1111 calls it, where it has it. */
  readonly webui?: string | undefined;
}

interface Ids {
  readonly "aria-labelledby": string;
  readonly "aria-describedby": string;
}

/** A setting: its name, what it does, what the WebUI calls it, and its control, which gets all that by id. */
export function Setting({ label, help, webui, children }: Words & { children: (ids: Ids) => ReactNode }): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-words">
        <span id={`${id}-label`}>{label}</span>
        <span id={`${id}-help`} className="faded small">
          {help}
          {webui !== undefined && <span className="setting-webui">{t("common.a1111Name", { name: webui })}</span>}
        </span>
      </div>
      <div className="setting-control">
        {children({ "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-help` })}
      </div>
    </div>
  );
}

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few, all in view. */
export function SegmentSetting<T extends string>(
  props: Words & { value: T; choices: readonly Choice<T>[]; onChange: (value: T) => void },
): ReactElement {
  return (
    <Setting {...props}>
      {(ids) => (
        <SegmentedControl
          {...ids}
          data={props.choices.map((choice) => ({ ...choice }))}
          value={props.value}
          onChange={(value) => props.onChange(value as T)}
        />
      )}
    </Setting>
  );
}

/** One of many. With `onClear`, none of them is a choice too, and `placeholder` says what that means. */
export function SelectSetting(
  props: Words & {
    value: string | undefined;
    choices: readonly Choice<string>[];
    isSearchable?: boolean;
    onChange: (value: string) => void;
    clear?: { readonly placeholder: string; readonly label: string; readonly onClear: () => void };
  },
): ReactElement {
  const { clear } = props;
  return (
    <Setting {...props}>
      {(ids) => (
        <Select
          {...ids}
          data={props.choices.map((choice) => ({ ...choice }))}
          value={props.value ?? null}
          searchable={props.isSearchable ?? false}
          allowDeselect={false}
          {...(clear === undefined
            ? {}
            : {
                placeholder: clear.placeholder,
                clearable: true,
                // Mantine hides it from keys and readers.
                clearButtonProps: { "aria-label": clear.label, "aria-hidden": false, tabIndex: 0 },
              })}
          onChange={(value) => (value === null ? clear?.onClear() : props.onChange(value))}
        />
      )}
    </Setting>
  );
}

export function SwitchSetting(props: Words & { isOn: boolean; onChange: (isOn: boolean) => void }): ReactElement {
  return (
    <Setting {...props}>
      {(ids) => (
        <Switch {...ids} checked={props.isOn} onChange={(event) => props.onChange(event.currentTarget.checked)} />
      )}
    </Setting>
  );
}

export function NumberSetting(
  props: Words & { value: number; min: number; max: number; step: number; onChange: (value: number) => void },
): ReactElement {
  const { label, value, min, max, step, onChange } = props;
  return (
    <Setting {...props}>
      {() => (
        <NumberField
          label={label}
          className="boxed"
          value={value}
          min={min}
          max={max}
          step={step}
          onChange={onChange}
        />
      )}
    </Setting>
  );
}
