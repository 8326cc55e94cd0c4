import { Select } from "@mantine/core";
import { IconArrowsExchange, IconChevronRight, IconDice5, IconRecycle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { createKeptStore, useStore } from "../../ui/store.ts";
import { modelNamed } from "../models/find-models.ts";
import { draftStore, markedFields, setDraft } from "./draft.ts";
import { KnobLabel, NumberField, RangeKnob } from "./range-knob.tsx";
import { aspects, sizeOf } from "./sizes.ts";
import "./knobs.css";

const moreOpened = createKeptStore("danfang.moreOpened", false, (kept) => kept === true);
/** What the WebUI's own sliders allow; larger numbers can be typed. */
const usual = { steps: 60, cfg: 20, batch: 8 } as const;

/** Everything that is not words or models. */
export function Knobs({ shownSeed }: { shownSeed: number | undefined }): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const marked = useStore(markedFields);
  return (
    <div className="knobs">
      <SamplerKnobs />
      <div className="knobs-pair">
        <RangeKnob
          label={t("create.steps")}
          help={t("knob.steps")}
          a1111="Sampling steps"
          value={draft.steps}
          min={1}
          max={1000}
          sliderMax={usual.steps}
          step={1}
          marked={marked.has("steps")}
          onChange={(steps) => setDraft({ steps })}
        />
        <RangeKnob
          label={t("create.cfg")}
          help={t("knob.cfg")}
          a1111="CFG Scale"
          value={draft.cfgScale}
          min={0}
          max={1000}
          sliderMax={usual.cfg}
          step={0.5}
          marked={marked.has("cfgScale")}
          onChange={(cfgScale) => setDraft({ cfgScale })}
        />
      </div>
      <SizeKnob />
      <SeedKnob shownSeed={shownSeed} />
      <MoreKnobs />
    </div>
  );
}

function SamplerKnobs(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const marked = useStore(markedFields);
  const { data: list } = useQuery(queries.samplers);
  const samplers = list?.samplers.map(({ name }) => name) ?? [draft.sampler];
  const schedules = list?.schedules.map(({ name, label }) => ({
    value: name,
    label: name === "automatic" ? t("common.automatic") : label,
  })) ?? [{ value: draft.schedule, label: draft.schedule }];
  return (
    <div className="knobs-pair">
      <div className="knob" data-marked={marked.has("sampler") || undefined}>
        <KnobLabel label={t("create.sampler")} help={t("knob.sampler")} a1111="Sampling method" />
        <Select
          aria-label={t("create.sampler")}
          data={samplers}
          value={draft.sampler}
          allowDeselect={false}
          searchable
          maxDropdownHeight={320}
          comboboxProps={{ width: 220, position: "bottom-start" }}
          onChange={(sampler) => sampler !== null && setDraft({ sampler })}
        />
      </div>
      <div className="knob" data-marked={marked.has("schedule") || undefined}>
        <KnobLabel label={t("create.schedule")} help={t("knob.schedule")} a1111="Schedule type" />
        <Select
          aria-label={t("create.schedule")}
          data={schedules}
          value={draft.schedule}
          allowDeselect={false}
          maxDropdownHeight={320}
          comboboxProps={{ width: 220, position: "bottom-end" }}
          onChange={(schedule) => schedule !== null && setDraft({ schedule })}
        />
      </div>
    </div>
  );
}

/** Sizes beyond this are refused by the studio. */
const largestSide = 16384;

function SizeKnob(): ReactElement {
  const { t } = useTranslation();
  const { width, height, checkpoint } = useStore(draftStore);
  const marked = useStore(markedFields);
  const { data: models = [] } = useQuery(queries.models);
  const side = (checkpoint === undefined ? undefined : modelNamed(models, "checkpoint", checkpoint)?.nativeSize) ?? 512;
  const shapes = aspects.map(({ name, ...shape }) => ({ name, ...shape, size: sizeOf(shape, side) }));
  const shape = shapes.find(({ size }) => size.width === width && size.height === height)?.name ?? null;
  const field = (label: string, value: number, put: (value: number) => void) => (
    <NumberField label={label} className="boxed" value={value} min={8} max={largestSide} step={8} onChange={put} />
  );
  return (
    <div className="knob" data-marked={marked.has("width") || marked.has("height") || undefined}>
      <KnobLabel label={t("create.size")} help={t("knob.size")} a1111="Width, Height" />
      <div className="size-row">
        {field(t("create.width"), width, (next) => setDraft({ width: next }))}
        <IconAction label={t("create.swap")} onClick={() => setDraft({ width: height, height: width })}>
          <IconArrowsExchange size={17} stroke={1.5} />
        </IconAction>
        {field(t("create.height"), height, (next) => setDraft({ height: next }))}
        <Select
          aria-label={t("create.shape")}
          placeholder={t("create.shape")}
          data={shapes.map(({ name, size }) => ({ value: name, label: name, ...size }))}
          value={shape}
          allowDeselect={false}
          comboboxProps={{ width: 190, position: "bottom-end" }}
          renderOption={({ option }) => {
            const chosen = shapes.find(({ name }) => name === option.value);
            const scale = 14 / Math.max(chosen?.width ?? 1, chosen?.height ?? 1);
            return (
              <span className="row tabular">
                <span style={{ display: "grid", placeItems: "center", width: 18 }}>
                  <span
                    className="shape-icon"
                    style={{ width: (chosen?.width ?? 1) * scale, height: (chosen?.height ?? 1) * scale }}
                  />
                </span>
                <span style={{ width: 40 }}>{option.label}</span>
                <span className="faded tiny">
                  {chosen?.size.width} × {chosen?.size.height}
                </span>
              </span>
            );
          }}
          onChange={(name) => {
            const chosen = shapes.find((candidate) => candidate.name === name);
            if (chosen !== undefined) setDraft(chosen.size);
          }}
        />
      </div>
    </div>
  );
}

function SeedKnob({ shownSeed }: { shownSeed: number | undefined }): ReactElement {
  const { t } = useTranslation();
  const { seed } = useStore(draftStore);
  const marked = useStore(markedFields);
  return (
    <div className="knob" data-marked={marked.has("seed") || undefined}>
      <KnobLabel label={t("create.seed")} help={t("knob.seed")} a1111="Seed" />
      <div className="seed-row">
        <NumberField
          label={t("create.seed")}
          className="boxed"
          value={seed}
          shownAs={seed === -1 ? `−1 · ${t("create.seedRandom")}` : undefined}
          min={-1}
          max={Number.MAX_SAFE_INTEGER}
          step={1}
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
    </div>
  );
}

function MoreKnobs(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const marked = useStore(markedFields);
  const opened = useStore(moreOpened);
  const summary = [
    draft.batchCount * draft.batchSize > 1 ? `${draft.batchCount} × ${draft.batchSize}` : undefined,
    draft.clipSkip > 1 ? `${t("create.clipSkip")} ${draft.clipSkip}` : undefined,
    draft.rng === "nv" ? "nv" : undefined,
  ].filter((part) => part !== undefined);
  const batch = (name: "batchCount" | "batchSize", max: number) => (
    <RangeKnob
      label={t(`create.${name}`)}
      help={t(`knob.${name}`)}
      a1111={name === "batchCount" ? "Batch count" : "Batch size"}
      value={draft[name]}
      min={1}
      max={max}
      sliderMax={usual.batch}
      step={1}
      marked={marked.has(name)}
      onChange={(value) => setDraft({ [name]: value })}
    />
  );
  return (
    <div>
      <button type="button" className="section-toggle" aria-expanded={opened} onClick={() => moreOpened.set(!opened)}>
        <IconChevronRight size={15} stroke={1.6} aria-hidden />
        <span>{t("create.sectionMore")}</span>
        {!opened && summary.length > 0 && <span className="section-hint tabular">{summary.join(" · ")}</span>}
      </button>
      {opened && (
        <div className="knobs-pair">
          {batch("batchCount", 10_000)}
          {batch("batchSize", 64)}
          <RangeKnob
            label={t("create.clipSkip")}
            help={t("knob.clipSkip")}
            a1111="Clip skip"
            value={draft.clipSkip}
            min={1}
            max={12}
            step={1}
            marked={marked.has("clipSkip")}
            onChange={(clipSkip) => setDraft({ clipSkip })}
          />
          <div className="knob" data-marked={marked.has("etaNoiseSeedDelta") || undefined}>
            <KnobLabel label={t("create.ensd")} help={t("knob.ensd")} a1111="Eta noise seed delta" />
            <NumberField
              label={t("create.ensd")}
              className="boxed"
              value={draft.etaNoiseSeedDelta}
              min={Number.MIN_SAFE_INTEGER}
              max={Number.MAX_SAFE_INTEGER}
              step={1}
              onChange={(etaNoiseSeedDelta) => setDraft({ etaNoiseSeedDelta })}
            />
          </div>
          <div className="knob" data-marked={marked.has("rng") || undefined}>
            <KnobLabel label={t("create.rng")} help={t("knob.rng")} a1111="Random number generator source" />
            <Select
              aria-label={t("create.rng")}
              data={[
                { value: "cpu", label: t("create.rngCpu") },
                { value: "nv", label: t("create.rngNv") },
              ]}
              value={draft.rng}
              allowDeselect={false}
              onChange={(rng) => rng !== null && setDraft({ rng: rng === "nv" ? "nv" : "cpu" })}
            />
          </div>
        </div>
      )}
    </div>
  );
}
