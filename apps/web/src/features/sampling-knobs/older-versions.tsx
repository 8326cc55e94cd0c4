import { pathsOf } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { valueAt } from "../draft/draft-path.ts";
import { type DraftField, placeOf } from "../draft/draft-place.ts";
import { draftStore } from "../draft/draft-store.ts";
import { FieldList } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";

/** Knobs of this section. */
export const olderKnobs: readonly DraftField[] = ["knobs.padPrompts", ...pathsOf("compatibility")];

/** What WebUIs of other years did otherwise; recipes that say their version turn these by themselves. */
export function OlderVersionsSection(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const count = olderKnobs.filter((path) => valueAt(draft, placeOf(path)) !== undefined).length;
  return (
    <Section
      name="older"
      title={t("sections.older")}
      summary={count === 0 ? undefined : t("sections.changed", { count })}
    >
      <p className="tiny faded">{t("sections.olderHint")}</p>
      <FieldList of={olderKnobs} />
    </Section>
  );
}
