import type { TextField } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DraftField } from "../draft/draft-place.ts";
import { ChoiceControl } from "./choice-knob.tsx";
import type { KnobFrameProps } from "./knob.tsx";
import { ModelField } from "./model-field.tsx";
import { useNamed } from "./use-choices.ts";

interface NamedFieldProps extends Omit<KnobFrameProps, "children"> {
  readonly at: DraftField;
  readonly field: TextField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The name of something that the studio has. */
export function NamedField({ at, field, ...control }: NamedFieldProps): ReactElement {
  const { t } = useTranslation();
  const named = useNamed(field.names);
  // Tiles are painted over as pictures: their upscalers enlarge no latents.
  const found =
    at === "init.passes.upscale.upscaler" ? named.filter(({ value }) => !value.startsWith("Latent")) : named;
  const empty =
    field.absent === "kept" ? t("sections.same") : field.absent === "refused" ? t("common.none") : undefined;
  if (field.names === "checkpoint" || field.names === "vae")
    return <ModelField {...control} kind={field.names} empty={empty} />;
  return (
    <ChoiceControl
      {...control}
      choices={empty === undefined ? found : [{ value: "", label: empty }, ...found]}
      searchable={field.names !== "schedule"}
    />
  );
}
