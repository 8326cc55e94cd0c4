import type { Settings } from "@danfang/domain";
import { SegmentedControl, Select, Skeleton, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsPatch, StudioStatus } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { say } from "../../ui/toasts.ts";
import { NumberField } from "../knobs/range-knob.tsx";
import { findModels } from "../models/find-models.ts";
import { changeSettings } from "../shell/use-chosen-look.ts";
import { ModelFolders } from "./model-folders.tsx";
import "../knobs/knobs.css";
import "./settings.css";

/** Every setting with what it does. A change is kept at once. */
export function SettingsPage(): ReactElement {
  const { t } = useTranslation();
  const { data: settings } = useQuery(queries.settings);
  const { data: status } = useQuery(queries.status);
  const change = async (part: SettingsPatch) => {
    if (await changeSettings(part)) say(t("settings.saved"));
  };
  return (
    <div className="page settings">
      <div className="page-head">
        <h1 className="page-title">{t("settings.title")}</h1>
      </div>
      {settings === undefined ? (
        <Skeleton height={400} />
      ) : (
        <>
          <Look settings={settings} change={change} />
          <Section title={t("settings.folders")} help={t("settings.foldersHelp")}>
            <ModelFolders
              roots={settings.modelRoots}
              home={status?.home}
              onChange={(modelRoots) => change({ modelRoots })}
            />
          </Section>
          <Engine settings={settings} change={change} />
          <Output settings={settings} change={change} />
          <Defaults settings={settings} change={change} />
          {status !== undefined && <About status={status} />}
        </>
      )}
    </div>
  );
}

interface SectionProps {
  readonly settings: Settings;
  readonly change: (part: SettingsPatch) => Promise<void>;
}

function Section({ title, help, children }: { title: string; help?: string; children: ReactNode }): ReactElement {
  return (
    <section className="settings-section">
      <h2 className="settings-title">{title}</h2>
      {help !== undefined && <p className="faded small settings-help">{help}</p>}
      <div className="panel settings-panel">{children}</div>
    </section>
  );
}

/** A setting: its name, what it does, and its control, which gets both by id. */
function Setting(props: {
  label: string;
  help?: string;
  children: (ids: { "aria-labelledby": string; "aria-describedby": string }) => ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-words">
        <span id={`${id}-label`}>{props.label}</span>
        <span id={`${id}-help`} className="faded small">
          {props.help}
        </span>
      </div>
      <div className="setting-control">
        {props.children({ "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-help` })}
      </div>
    </div>
  );
}

function Look({ settings, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t("settings.look")}>
      <Setting label={t("settings.language")} help={t("settings.languageHelp")}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            data={[
              { value: "auto", label: t("settings.languageAuto") },
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
            value={settings.language}
            onChange={(language) => void change({ language: language as Settings["language"] })}
          />
        )}
      </Setting>
      <Setting label={t("settings.colourScheme")} help={t("settings.colourSchemeHelp")}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            data={[
              { value: "auto", label: t("settings.languageAuto") },
              { value: "light", label: t("top.themeLight") },
              { value: "dark", label: t("top.themeDark") },
            ]}
            value={settings.colourScheme}
            onChange={(colourScheme) => void change({ colourScheme: colourScheme as Settings["colourScheme"] })}
          />
        )}
      </Setting>
    </Section>
  );
}

function Engine({ settings: { engine }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.status);
  const backends = [...new Set(["auto", ...(status?.engine?.available ?? []), engine.backend])];
  return (
    <Section title={t("settings.engine")}>
      <Setting label={t("settings.backend")} help={t("settings.backendHelp")}>
        {(ids) => (
          <Select
            {...ids}
            data={backends.map((value) => ({
              value,
              label: value === "auto" ? t("common.automatic") : value.toUpperCase(),
            }))}
            value={engine.backend}
            allowDeselect={false}
            onChange={(backend) => backend !== null && void change({ engine: { backend } })}
          />
        )}
      </Setting>
      <Setting label={t("settings.threads")} help={t("settings.threadsHelp")}>
        {() => (
          <NumberField
            label={t("settings.threads")}
            className="boxed"
            value={engine.threads}
            min={0}
            max={256}
            step={1}
            onChange={(threads) => void change({ engine: { threads } })}
          />
        )}
      </Setting>
      <Setting label={t("settings.memory")} help={t("settings.memoryHelp")}>
        {() => (
          <NumberField
            label={t("settings.memory")}
            className="boxed"
            value={engine.memoryGigabytes}
            min={0}
            max={4096}
            step={0.5}
            onChange={(memoryGigabytes) => void change({ engine: { memoryGigabytes } })}
          />
        )}
      </Setting>
    </Section>
  );
}

function Output({ settings: { output, previews }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const toggle = (label: string, help: string, checked: boolean, put: (on: boolean) => SettingsPatch) => (
    <Setting label={label} help={help}>
      {(ids) => (
        <Switch {...ids} checked={checked} onChange={(event) => void change(put(event.currentTarget.checked))} />
      )}
    </Setting>
  );
  return (
    <>
      <Section title={t("settings.output")}>
        <Setting label={t("settings.format")} help={t("settings.formatHelp")}>
          {(ids) => (
            <SegmentedControl
              {...ids}
              data={[
                { value: "png", label: "PNG" },
                { value: "jpeg", label: "JPEG" },
                { value: "webp", label: "WebP" },
              ]}
              value={output.format}
              onChange={(format) => void change({ output: { format: format as Settings["output"]["format"] } })}
            />
          )}
        </Setting>
        {toggle(t("settings.metadata"), t("settings.metadataHelp"), output.metadata, (metadata) => ({
          output: { metadata },
        }))}
      </Section>
      <Section title={t("settings.previews")}>
        {toggle(t("settings.previewsEnabled"), t("settings.previewsEnabledHelp"), previews.enabled, (enabled) => ({
          previews: { enabled },
        }))}
        {toggle(t("settings.timelineKeep"), t("settings.timelineKeepHelp"), previews.timeline, (timeline) => ({
          previews: { timeline },
        }))}
      </Section>
    </>
  );
}

function Defaults({ settings: { defaults }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { data: list } = useQuery(queries.samplers);
  const { data: models = [] } = useQuery(queries.models);
  const number = (name: "steps" | "cfgScale", label: string, step: number) => (
    <Setting label={label}>
      {() => (
        <NumberField
          label={label}
          className="boxed"
          value={defaults[name]}
          min={name === "steps" ? 1 : 0}
          max={1000}
          step={step}
          onChange={(value) => void change({ defaults: { [name]: value } })}
        />
      )}
    </Setting>
  );
  return (
    <Section title={t("settings.defaults")} help={t("settings.defaultsHelp")}>
      <Setting label={t("top.checkpoint")}>
        {(ids) => (
          <Select
            {...ids}
            placeholder={t("common.automatic")}
            data={findModels(models, "checkpoint").map(({ name }) => name)}
            value={defaults.checkpoint ?? null}
            searchable
            clearable
            // Mantine hides it from keys and readers.
            clearButtonProps={{ "aria-label": t("settings.clearCheckpoint"), "aria-hidden": false, tabIndex: 0 }}
            onChange={(checkpoint) => void change({ defaults: { checkpoint } })}
          />
        )}
      </Setting>
      <Setting label={t("knobs.sampler.name")}>
        {(ids) => (
          <Select
            {...ids}
            data={list?.samplers.map(({ name }) => name) ?? [defaults.sampler]}
            value={defaults.sampler}
            searchable
            allowDeselect={false}
            onChange={(sampler) => sampler !== null && void change({ defaults: { sampler } })}
          />
        )}
      </Setting>
      <Setting label={t("knobs.schedule.name")}>
        {(ids) => (
          <Select
            {...ids}
            data={
              list?.schedules.map(({ name, label }) => ({
                value: name,
                label: name === "automatic" ? t("common.automatic") : label,
              })) ?? [defaults.schedule]
            }
            value={defaults.schedule}
            allowDeselect={false}
            onChange={(schedule) => schedule !== null && void change({ defaults: { schedule } })}
          />
        )}
      </Setting>
      {number("steps", t("knobs.steps.name"), 1)}
      {number("cfgScale", t("knobs.cfgScale.name"), 0.5)}
    </Section>
  );
}

function About({ status }: { status: StudioStatus }): ReactElement {
  const { t } = useTranslation();
  const { engine } = status;
  const facts: [string, string][] = [
    [t("settings.version"), status.version],
    [t("settings.home"), status.home],
  ];
  if (engine !== undefined) {
    const memory = engine.rssBytes === undefined ? "" : ` · ${printBytes(engine.rssBytes)}`;
    facts.push([t("settings.engineNow"), `${engine.backend} · ${t("settings.threads")} ${engine.threads}${memory}`]);
  }
  return (
    <Section title={t("settings.about")}>
      {facts.map(([label, value]) => (
        <div key={label} className="setting">
          <span className="faded">{label}</span>
          <span className="tabular setting-value">{value}</span>
        </div>
      ))}
    </Section>
  );
}
