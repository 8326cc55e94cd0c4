import type { Picture, Seed } from "@danfang/domain";
import { type HotkeyItem, useHotkeys } from "@mantine/hooks";
import { IconAdjustments } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { liveProgress } from "../../api/live.ts";
import { queries } from "../../api/queries.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { NoteList } from "../../ui/note-list.tsx";
import { useStore } from "../../ui/store.ts";
import { useEver } from "../../ui/use-ever.ts";
import { useWide } from "../../ui/use-wide.ts";
import { draftStore } from "../draft/draft-store.ts";
import { UndoButtons } from "../draft/undo-buttons.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { AddNetwork } from "../networks/add-network.tsx";
import { NetworkSliders } from "../networks/network-sliders.tsx";
import { PromptField } from "../prompt/prompt-field.tsx";
import { stopRunning } from "../queue/brakes.ts";
import { PictureActionsBar } from "../stage/picture-actions-bar.tsx";
import { ResultsStrip } from "../stage/results-strip.tsx";
import { Stage } from "../stage/stage.tsx";
import { StylesPicker } from "../styles/styles-picker.tsx";
import { lastJobId, shownPictureId, submitDraft } from "../submit/submit.ts";
import { PasteStrip } from "../transfer/paste-strip.tsx";
import { FirstRun } from "./first-run.tsx";
import { GenerateBar } from "./generate-bar.tsx";
import { Knobs } from "./knobs.tsx";
import "./create-page.css";

const Viewer = lazyPart(async () => (await import("../gallery/viewer.tsx")).Viewer);
const KnobsDrawer = lazyPart(async () => (await import("./knobs-drawer.tsx")).KnobsDrawer);

const generate = () => void submitDraft(draftStore.get());
/** As in the WebUI; also while a field is written in. */
const keys: HotkeyItem[] = [
  ["mod+Enter", generate],
  ["alt+Enter", () => void stopRunning()],
];

/** Words and knobs on one side, the picture on the other; on a phone one under the other. */
export function CreatePage(): ReactElement {
  const { t } = useTranslation();
  const isWide = useWide();
  const stage = useStage();
  const [opened, setOpened] = useState<{ readonly picture: Picture; readonly opensOnWay: boolean }>();
  const open = (picture: Picture, opensOnWay: boolean) => setOpened({ picture, opensOnWay });
  const shownSeed = stage.picture?.recipe.seed;
  useHotkeys(keys, []);
  const onGenerate = useCallback(generate, []);
  return (
    <div className="create">
      <h1 className="visually-hidden">{t("create.title")}</h1>
      <section className="create-form" aria-label={t("create.knobs")}>
        <div className="create-fields">
          <PasteStrip />
          <FirstRun />
          <PromptField
            name="prompt"
            label={t("create.prompt")}
            hint={t("create.promptPlaceholder")}
            onGenerate={onGenerate}
          />
          <PromptField
            name="negativePrompt"
            label={t("create.negative")}
            hint={t("create.negativePlaceholder")}
            onGenerate={onGenerate}
          />
          <div className="prompt-tools">
            <AddNetwork />
            <StylesPicker />
            <UndoButtons />
          </div>
          <NetworkSliders />
          {isWide ? <Knobs shownSeed={shownSeed} /> : <KnobsSheet shownSeed={shownSeed} />}
        </div>
        <GenerateBar onGenerate={(times) => void submitDraft(draftStore.get(), times)} />
      </section>
      <section className="create-stage" aria-label={t("gallery.grid")}>
        <Stage {...stage} onOpen={(picture) => open(picture, false)} />
        <ResultsStrip
          pictures={stage.pictures}
          shownId={stage.job === undefined && stage.failed === undefined ? stage.picture?.id : undefined}
          live={stage.live}
          onShow={(id) => shownPictureId.set(id)}
        />
        {stage.job === undefined && stage.failed === undefined && stage.picture !== undefined && (
          <Result picture={stage.picture} onWatch={(picture) => open(picture, true)} />
        )}
      </section>
      {opened !== undefined && <Viewer {...opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

/** What stands on the stage: the picture that was chosen, else the job that is painted, its failure, or its result. */
function useStage() {
  const { data: active = [] } = useQuery(queries.activeJobs);
  const { data: finished = [] } = useQuery(queries.finishedJobs);
  const { data: recent } = useQuery(queries.recentPictures);
  const { checkpoint } = useStore(draftStore);
  const entry = useNamedModel("checkpoint", checkpoint);
  const progress = useStore(liveProgress);
  const chosenId = useStore(shownPictureId);
  const lastJob = useStore(lastJobId);
  const pictures = recent?.pictures ?? [];
  const chosen = pictures.find(({ id }) => id === chosenId);
  const current = active.find(({ state }) => state === "running") ?? active[0];
  const failed = finished.find(({ id, state }) => id === lastJob && state === "failed");
  const isStarter = checkpoint === undefined || entry?.isStarter === true;
  return {
    pictures,
    job: chosen === undefined ? current : undefined,
    failed: chosen === undefined ? failed : undefined,
    picture: chosen ?? pictures[0],
    live: current === undefined ? undefined : { preview: progress.get(current.id)?.preview },
    isStarter,
    isKnown: recent !== undefined,
  };
}

function Result({ picture, onWatch }: { picture: Picture; onWatch: (picture: Picture) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="result-recipe">
      <NoteList notes={picture.notes} />
      <PictureActionsBar picture={picture} onWatch={() => onWatch(picture)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <pre className="infotext mono" title={t("create.recipe")} tabIndex={0}>
        {picture.infotext}
      </pre>
    </div>
  );
}

/** The knobs on a phone: a line that says what they are set to, and opens the sheet. */
function KnobsSheet({ shownSeed }: { shownSeed: Seed | undefined }): ReactElement {
  const { t } = useTranslation();
  const { sampler, steps, cfgScale, width, height } = useStore(draftStore);
  const [opened, setOpened] = useState(false);
  const isDrawerWanted = useEver(opened);
  return (
    <>
      <button type="button" className="knobs-summary" onClick={() => setOpened(true)} aria-haspopup="dialog">
        <IconAdjustments size={18} stroke={1.5} aria-hidden />
        <span className="clip grow tabular">{`${sampler} · ${t("sections.steps", { count: steps })} · CFG ${cfgScale} · ${width} × ${height}`}</span>
        <span className="faded">{t("create.knobs")}</span>
      </button>
      {isDrawerWanted && <KnobsDrawer shownSeed={shownSeed} opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
