import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { maskColour, maskColourNames, stripesOf } from "./hatch.ts";

/** Which stripes show the mask: some are seen better on this picture than others. */
export function MaskColours(): ReactElement {
  const { t } = useTranslation();
  const chosen = useStore(maskColour);
  return (
    <fieldset className="mask-colours">
      <legend className="visually-hidden">{t("inpaint.colour")}</legend>
      {maskColourNames.map((name) => (
        <label key={name} title={t(`inpaint.colour_${name}`)}>
          <input
            type="radio"
            name="mask-colour"
            aria-label={t(`inpaint.colour_${name}`)}
            checked={chosen === name}
            onChange={() => maskColour.set(name)}
          />
          <span className="mask-swatch" style={{ background: stripesOf(name) }} aria-hidden />
        </label>
      ))}
    </fieldset>
  );
}
