import type { ModelEntry } from "@danfang/domain";
import { Skeleton } from "@mantine/core";
import { IconBox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { makeFirstChoice } from "../draft/first-choice.ts";
import { CompareButton } from "../grid/compare-button.tsx";
import { findModels, modelNamed } from "../model-choice/find-models.ts";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { chooseModel } from "../models/choose-model.ts";
import { familyWords } from "../models/family-words.ts";

const CompareCheckpoints = lazyPart(async () => (await import("../grid/compare-checkpoints.tsx")).CompareCheckpoints);

const noModels: readonly ModelEntry[] = [];

export function CheckpointPicker(): ReactElement {
  const { t } = useTranslation();
  const { data: known } = useQuery(queries.models);
  const models = known ?? noModels;
  const { data: settings } = useQuery(queries.settings);
  const { checkpoint } = useStore(draftStore);
  const chosen = checkpoint === undefined ? undefined : modelNamed(models, "checkpoint", checkpoint);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what it looks at
  useEffect(makeFirstChoice, [checkpoint, models, settings]);
  // Before the models are known nothing is said: neither that there are none, nor a name that may be gone.
  const isKnown = known !== undefined && (settings !== undefined || checkpoint !== undefined);
  const label = `${t("top.checkpoint")}: ${isKnown ? (chosen?.stem ?? checkpoint ?? t("top.noCheckpoint")) : "…"}`;
  const [isComparing, setComparing] = useState(false);
  const canCompare = findModels(models, "checkpoint").length > 1;
  return (
    <>
      <ModelPicker
        label={label}
        className="picker-checkpoint"
        icon={<IconBox size={18} stroke={1.5} />}
        value={chosen?.name}
        shown={
          <>
            <span className={`picker-text ${chosen === undefined ? "faded" : ""}`}>
              {isKnown ? (chosen?.stem ?? checkpoint ?? t("top.noCheckpoint")) : <Skeleton height={10} width="60%" />}
            </span>
            <span className="visually-hidden">{t("top.checkpoint")}</span>
            {chosen?.hash !== undefined && <span className="picker-hash mono">{chosen.hash}</span>}
          </>
        }
        searchLabel={t("top.searchCheckpoint")}
        emptyText={models.some(({ kind }) => kind === "checkpoint") ? t("top.noMatch") : t("top.noCheckpoint")}
        options={(search) =>
          findModels(models, "checkpoint", search).map((entry) => ({
            value: entry.name,
            name: entry.name,
            disabled: entry.problem !== undefined,
            more: <CheckpointFacts entry={entry} />,
          }))
        }
        onChoose={(name) => {
          const entry = modelNamed(models, "checkpoint", name);
          if (entry !== undefined && entry.name !== checkpoint) chooseModel(entry);
        }}
        {...(canCompare
          ? {
              footer: (close) => (
                <CompareButton
                  onClick={() => {
                    close();
                    setComparing(true);
                  }}
                />
              ),
            }
          : {})}
      />
      {isComparing && <CompareCheckpoints models={models} chosen={chosen?.name} onClose={() => setComparing(false)} />}
    </>
  );
}

function CheckpointFacts({ entry }: { entry: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <span>{familyWords(entry, t)}</span>
      {entry.isStarter && <span>{t("top.starter")}</span>}
      {entry.hash !== undefined && <span className="mono tiny">{entry.hash}</span>}
      {entry.problem !== undefined && <span className="amber">{t("top.cannotUse")}</span>}
    </>
  );
}
