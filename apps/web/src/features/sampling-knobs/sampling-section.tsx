import { type KnobName, pathsOf } from "@danfang/domain";
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { FieldList } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { olderKnobs } from "./older-versions.tsx";

const isOlder = (name: KnobName) => olderKnobs.includes(`knobs.${name}`);
const paths = pathsOf("knobs").filter((path) => !olderKnobs.includes(path));

/** What few people turn. Only what was turned is sent; the rest is as the sampler's paper or the WebUI has it. */
export function SamplingSection(): ReactElement {
  const { t } = useTranslation();
  const { knobs } = useStore(draftStore);
  const names = Object.keys(knobs) as KnobName[];
  const count = names.filter((name) => !isOlder(name)).length;
  const others = Object.fromEntries(names.filter(isOlder).map((name) => [name, knobs[name]]));
  return (
    <Section
      name="sampling"
      title={t("sections.sampling")}
      summary={count === 0 ? undefined : t("sections.changed", { count })}
    >
      <FieldList of={paths} />
      {count > 0 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setDraft({ knobs: others })}>
          {t("sections.sampleReset")}
        </Button>
      )}
    </Section>
  );
}
