import type { ReactElement } from "react";
import { Field } from "../knobs/field.tsx";
import { SoftKnobs } from "./soft-knobs.tsx";

/** How the masked part is painted. */
export function MaskKnobs(): ReactElement {
  return (
    <>
      <div className="knobs-pair">
        <Field at="init.mask.content" />
        <Field at="init.mask.area" />
        <Field at="init.mask.blur" />
        <Field at="init.mask.padding" />
      </div>
      <Field at="init.mask.invert" />
      <Field at="init.mask.round" />
      <SoftKnobs />
    </>
  );
}
