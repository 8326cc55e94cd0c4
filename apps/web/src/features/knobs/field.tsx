import { fieldAt } from "@danfang/domain";
import type { ReactElement } from "react";
import { useStore } from "../../ui/store.ts";
import { type DraftField, isInUse } from "../draft/draft-place.ts";
import { draftStore } from "../draft/draft-store.ts";
import { type Choice, ChoiceControl } from "./choice-knob.tsx";
import { KnobFrame } from "./knob.tsx";
import { NamedField } from "./named-field.tsx";
import { NumberControl } from "./number-knob.tsx";
import { SeedField } from "./seed-field.tsx";
import { SwitchControl } from "./switch-knob.tsx";
import { TextControl } from "./text-knob.tsx";
import { useField } from "./use-field.ts";

/** The control of a field: range, step, choices and usual value are the field's own, its words too. */
export function Field({ at }: { readonly at: DraftField }): ReactElement | null {
  const isShown = isInUse(at, useStore(draftStore));
  const { field, words, marked, value, put } = useField(at);
  if (!isShown) return null;
  const frame = { ...words, marked };
  switch (field.kind) {
    case "number":
    case "whole":
      if (field.bits)
        return (
          <KnobFrame {...frame}>
            <SeedField
              label={words.label}
              value={typeof value === "number" || typeof value === "string" ? value : (field.special ?? 0)}
              shownAs={value === field.special ? words.special : undefined}
              onChange={put}
            />
          </KnobFrame>
        );
      return (
        <NumberControl {...frame} field={field} value={typeof value === "number" ? value : undefined} onChange={put} />
      );
    case "flag":
      return <SwitchControl {...frame} value={typeof value === "boolean" ? value : field.usual} onChange={put} />;
    case "choice": {
      const { none } = words;
      const choices: Choice[] = field.choices.map((name) => ({ value: name, label: words.choices?.[name] ?? name }));
      return (
        <ChoiceControl
          {...frame}
          choices={none === undefined ? choices : [{ value: "", label: none }, ...choices]}
          value={typeof value === "string" ? value : (field.usual ?? "")}
          onChange={(next) => put(next === "" ? undefined : next)}
        />
      );
    }
    case "text":
      if (field.names !== undefined)
        return <NamedField {...frame} at={at} field={field} value={String(value ?? "")} onChange={put} />;
      return <TextControl {...frame} value={String(value ?? "")} onChange={put} />;
    case "texts":
      return null; // styles have a picker of their own
  }
}

/** Fields of a section: what is typed and chosen side by side, switches below. */
export function FieldList({ of: paths }: { readonly of: readonly DraftField[] }): ReactElement {
  const isSwitch = (path: DraftField) => fieldAt(path).kind === "flag";
  return (
    <>
      <div className="knobs-pair">
        {paths
          .filter((path) => !isSwitch(path))
          .map((path) => (
            <Field key={path} at={path} />
          ))}
      </div>
      {paths.filter(isSwitch).map((path) => (
        <Field key={path} at={path} />
      ))}
    </>
  );
}
