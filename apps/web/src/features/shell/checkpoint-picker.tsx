import { Skeleton } from "@mantine/core";
import { IconBox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { queries } from "../../api/queries.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { makeFirstChoice } from "../draft/first-choice.ts";
import { CompareButton } from "../grid/compare-button.tsx";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { chooseModel } from "../models/choose-model.ts";

const CompareCheckpoints = lazyPart(async () => (await import("../grid/compare-checkpoints.tsx")).CompareCheckpoints);
const checkpointKinds = ["checkpoint"] as const;

export function CheckpointPicker(): ReactElement {
  const { t } = useTranslation();
  const { data: real } = useQuery(modelQueries.firstReal);
  const { data: starter } = useQuery(modelQueries.starter);
  const { data: settings } = useQuery(queries.settings);
  const { checkpoint } = useStore(draftStore);
  const chosen = useNamedModel("checkpoint", checkpoint);
  const wanted = useNamedModel("checkpoint", settings?.defaults.checkpoint);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what it looks at
  useEffect(makeFirstChoice, [checkpoint, real, starter, settings, wanted]);
  // Before it is looked up nothing is said: neither that there are none, nor a name that may be gone.
  const isKnown = checkpoint === undefined ? settings !== undefined && real !== undefined : chosen !== undefined;
  const name = chosen?.stem ?? checkpoint ?? t("top.noCheckpoint");
  const [isComparing, setComparing] = useState(false);
  const canCompare = (real?.total ?? 0) + (starter?.some(({ kind }) => kind === "checkpoint") ? 1 : 0) > 1;
  return (
    <>
      <ModelPicker
        label={`${t("top.checkpoint")}: ${isKnown ? name : "…"}`}
        className="picker-checkpoint"
        icon={<IconBox size={18} stroke={1.5} />}
        value={chosen?.name}
        shown={
          <>
            <span className={`picker-text ${chosen ? "" : "faded"}`}>
              {isKnown ? name : <Skeleton height={10} width="60%" />}
            </span>
            <span className="visually-hidden">{t("top.checkpoint")}</span>
            {chosen?.hash !== undefined && <span className="picker-hash mono">{chosen.hash}</span>}
          </>
        }
        kinds={checkpointKinds}
        onChoose={(entry) => {
          if (entry.name !== checkpoint) chooseModel(entry);
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
      {isComparing && <CompareCheckpoints chosen={chosen?.name} onClose={() => setComparing(false)} />}
    </>
  );
}
