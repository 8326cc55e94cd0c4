import type { ModelEntry } from "@danfang/domain";
import { Button, FileButton, Select } from "@mantine/core";
import { IconFolder, IconPhotoPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { forgetPictures } from "../../api/queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { problemFrom } from "../../ui/problem.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useStore } from "../../ui/store.ts";
import { say } from "../../ui/toasts.ts";
import { RangeKnob } from "../knobs/range-knob.tsx";
import { enlargeDialog } from "./enlarge-now.ts";
import {
  type EnlargeResult,
  type EnlargeSource,
  enlargePictures,
  nameOfSource,
  picturesAmong,
} from "./enlarge-pictures.ts";
import { chosenUpscaler, upscalerOf, upscalersFor } from "./upscaler-choice.ts";
import "./enlarge.css";

/** Range of the WebUI's slider. Source: AUTOMATIC1111 v1.10.1 `postprocessing_upscale.py`. */
const scaleRange = { min: 1, max: 8, step: 0.05 } as const;

/** Pictures made larger as they are, one, several or a folder of them: what the WebUI calls Extras. */
export function EnlargeDialog({ first }: { first: readonly EnlargeSource[] }): ReactElement {
  const { t } = useTranslation();
  const { data: models = [] } = useQuery(modelQueries.usable("upscaler"));
  const upscaler = upscalerOf(models, useStore(chosenUpscaler));
  const [scale, setScale] = useState(2);
  const [sources, setSources] = useState(first);
  const { run, stop, done, result } = useEnlarging();
  const isBusy = done !== undefined;
  const close = () => {
    stop();
    enlargeDialog.set(undefined);
  };
  return (
    <Dialog opened onClose={close} title={t("enlarge.title")} centered size="lg">
      <div className="stack">
        <Sources sources={sources} isBusy={isBusy} onSources={setSources} />
        <EnlargeKnobs models={models} upscaler={upscaler} scale={scale} onScale={setScale} />
        {isBusy && (
          <ProgressBar
            step={done}
            steps={sources.length}
            label={t("enlarge.progress", { done, count: sources.length })}
          />
        )}
        {result !== undefined && <Outcome result={result} />}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <span className="faded small grow" role="status">
            {isBusy && t("enlarge.progress", { done, count: sources.length })}
          </span>
          {isBusy ? (
            <Button variant="default" onClick={stop}>
              {t("create.stop")}
            </Button>
          ) : (
            <Button disabled={sources.length === 0} onClick={() => void run(sources, { upscaler, scale })}>
              {t("enlarge.go", { count: sources.length })}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface EnlargeKnobsProps {
  readonly models: readonly ModelEntry[];
  readonly upscaler: string;
  readonly scale: number;
  readonly onScale: (scale: number) => void;
}

function EnlargeKnobs({ models, upscaler, scale, onScale }: EnlargeKnobsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="enlarge-knobs">
      <Select
        label={t("enlarge.upscaler")}
        data={upscalersFor(models)}
        value={upscaler}
        allowDeselect={false}
        searchable
        onChange={(name) => name !== null && chosenUpscaler.set(name)}
      />
      <RangeKnob
        label={t("enlarge.scale")}
        help={t("enlarge.scaleHelp")}
        a1111="Resize"
        value={scale}
        min={scaleRange.min}
        max={scaleRange.max}
        step={scaleRange.step}
        onChange={onScale}
      />
    </div>
  );
}

/** One run over pictures: how many are done while it goes on, and what became of them. */
function useEnlarging() {
  const { t } = useTranslation();
  const [done, setDone] = useState<number>();
  const [result, setResult] = useState<EnlargeResult>();
  const stopping = useRef<AbortController>(undefined);
  async function run(sources: readonly EnlargeSource[], how: { upscaler: string; scale: number }) {
    stopping.current = new AbortController();
    setResult(undefined);
    setDone(0);
    const made = await enlargePictures(sources, how, stopping.current.signal, setDone);
    setDone(undefined);
    setResult(made);
    if (made.made.length === 0) return;
    forgetPictures();
    say(t("enlarge.kept", { count: made.made.length }));
  }
  return { run, stop: () => stopping.current?.abort(), done, result };
}

interface SourcesProps {
  readonly sources: readonly EnlargeSource[];
  readonly isBusy: boolean;
  readonly onSources: (sources: readonly EnlargeSource[]) => void;
}

function Sources({ sources, isBusy, onSources }: SourcesProps): ReactElement {
  const { t } = useTranslation();
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]) => onSources(picturesAmong(files).map((file) => ({ file })));
  const [first] = sources;
  return (
    <div className="row-wrap">
      <FileButton multiple accept="image/*" disabled={isBusy} onChange={take}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconPhotoPlus size={17} stroke={1.5} />}>
            {t("enlarge.files")}
          </Button>
        )}
      </FileButton>
      <Button
        variant="default"
        disabled={isBusy}
        leftSection={<IconFolder size={17} stroke={1.5} />}
        onClick={() => folder.current?.click()}
      >
        {t("enlarge.folder")}
      </Button>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...folderOnly}
        onChange={({ currentTarget }: ChangeEvent<HTMLInputElement>) => take([...(currentTarget.files ?? [])])}
      />
      <span className="faded small clip enlarge-names">
        {first === undefined
          ? t("enlarge.none")
          : sources.length === 1
            ? nameOfSource(first)
            : t("enlarge.count", { count: sources.length })}
      </span>
    </div>
  );
}

/** All browsers know it; React's types do not. */
const folderOnly = { webkitdirectory: "" } as object;

/** What could not be enlarged, and why. */
function Outcome({ result: { failed } }: { result: EnlargeResult }): ReactElement | null {
  if (failed.length === 0) return null;
  return (
    <div className="stack enlarge-failed">
      {failed.map(({ name, error }) => (
        <div key={name}>
          <p className="small mono enlarge-name">{name}</p>
          <ProblemNotice problem={problemFrom(error)} />
        </div>
      ))}
    </div>
  );
}
