import { fields, type Seed } from "@danfang/domain";
import { IconDice5, IconRecycle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { markedFields } from "../draft/draft-path.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { KnobFrame } from "../knobs/knob.tsx";
import { SeedField } from "../knobs/seed-field.tsx";
import { useWords } from "../knobs/use-words.ts";

/** The seed, with dice and recycling. */
export function SeedKnob({ shownSeed }: { shownSeed: Seed | undefined }): ReactElement {
  const { t } = useTranslation();
  const { seed } = useStore(draftStore);
  const marked = useStore(markedFields).has("seed");
  const words = useWords("seed");
  return (
    <KnobFrame {...words} marked={marked}>
      <div className="seed-row">
        <SeedField
          label={words.label}
          value={seed}
          shownAs={seed === fields.seed.special ? words.special : undefined}
          onChange={(next) => setDraft({ seed: next })}
        />
        <IconAction label={t("create.seedDice")} size={36} pressed={seed === -1} onClick={() => setDraft({ seed: -1 })}>
          <IconDice5 size={18} stroke={1.5} />
        </IconAction>
        <IconAction
          label={t("create.seedRecycle")}
          size={36}
          disabled={shownSeed === undefined}
          onClick={() => shownSeed !== undefined && setDraft({ seed: shownSeed })}
        >
          <IconRecycle size={18} stroke={1.5} />
        </IconAction>
      </div>
    </KnobFrame>
  );
}
