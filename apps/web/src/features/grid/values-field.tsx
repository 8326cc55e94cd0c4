import type { AxisName } from "@danfang/prompt";
import { printCsv } from "@danfang/prompt";
import { Button, MultiSelect, Textarea } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { AxisOffer } from "./axis-offers.ts";
import { findNamed, type NamedValue, namesIn } from "./read-axis.ts";

interface ValuesFieldProps {
  readonly name: AxisName;
  readonly values: string;
  readonly onChange: (values: string) => void;
}

/** Values chosen from a list, as chips; what the list does not have stays a chip too. */
export function NamesField(props: ValuesFieldProps & { readonly names: readonly NamedValue[] }): ReactElement {
  const { name, values, names, onChange } = props;
  const { t } = useTranslation();
  const chosen = [...new Set(namesIn(values).map((value) => findNamed(names, value)?.value ?? value))];
  const unknown = chosen.filter((value) => !findNamed(names, value)).map((value) => ({ value, label: value }));
  const put = (next: readonly string[]) => onChange(printCsv(next));
  return (
    <>
      <MultiSelect
        aria-label={t("grid.values", { name: name.toUpperCase() })}
        placeholder={chosen.length === 0 ? t("grid.pick") : ""}
        searchable
        hidePickedOptions
        maxDropdownHeight={280}
        nothingFoundMessage={t("top.noMatch")}
        data={[...unknown, ...names]}
        value={chosen}
        onChange={put}
      />
      <div className="row grid-row-end">
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={names.every(({ value }) => chosen.includes(value))}
          onClick={() => put(names.map(({ value }) => value))}
        >
          {t("grid.all")}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" disabled={chosen.length === 0} onClick={() => put([])}>
          {t("grid.clear")}
        </Button>
      </div>
    </>
  );
}

interface TextFieldProps extends ValuesFieldProps {
  readonly offer: AxisOffer;
  readonly prompt: string;
}

/** Values that are written, with how to write them below. */
export function WrittenField({ name, values, offer, prompt, onChange }: TextFieldProps): ReactElement {
  const { t } = useTranslation();
  const example = exampleFor(offer, prompt);
  return (
    <>
      <Textarea
        aria-label={t("grid.values", { name: name.toUpperCase() })}
        classNames={{ input: "mono" }}
        autosize
        minRows={1}
        maxRows={4}
        spellCheck={false}
        placeholder={example}
        value={values}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className="tiny faded grid-syntax">
        <Syntax offer={offer} />
        {values === "" && example !== undefined && (
          <button type="button" className="plain-button link" onClick={() => onChange(example)}>
            {t("grid.example")}
          </button>
        )}
      </p>
    </>
  );
}

/** Replacing starts from words that are there. */
function exampleFor(offer: AxisOffer, prompt: string): string | undefined {
  const [first = "", second = ""] = prompt.split(",").map((phrase) => phrase.trim());
  if (offer.label === "Prompt S/R") return first === "" ? undefined : `${printCsv([first])}, `;
  if (offer.type === "permutation") return second === "" ? undefined : printCsv([first, second]);
  return offer.example;
}

/** How such values are written, in one line. */
function Syntax({ offer: { label, type } }: { offer: AxisOffer }): ReactElement | null {
  const { t } = useTranslation();
  if (label === "Prompt S/R") return <>{t("grid.syntaxReplace")}</>;
  if (label === "Size") return <>{t("grid.syntaxSize")}</>;
  switch (type) {
    case "whole":
      return <>{t("grid.syntaxWhole")}</>;
    case "number":
      return <>{t("grid.syntaxNumber")}</>;
    case "permutation":
      return <>{t("grid.syntaxOrder")}</>;
    case "text":
      return null;
  }
}
