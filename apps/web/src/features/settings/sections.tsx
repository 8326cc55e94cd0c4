import { type FieldPath, fields, type NumberField, type Settings } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsPatch } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { ModelButton } from "../knobs/model-field.tsx";
import { useWords } from "../knobs/use-words.ts";
import { NumberSetting, SegmentSetting, SelectSetting, Setting, SwitchSetting } from "./setting.tsx";

interface SectionProps {
  readonly settings: Settings;
  readonly change: (part: SettingsPatch) => Promise<void>;
}

export function Look({ settings, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <SegmentSetting
        label={t("settings.language")}
        help={t("settings.languageHelp")}
        webui="Localization"
        choices={[
          { value: "auto", label: t("settings.languageAuto") },
          { value: "zh", label: "中文" },
          { value: "en", label: "English" },
        ]}
        value={settings.language}
        onChange={(language) => void change({ language })}
      />
      <SegmentSetting
        label={t("settings.colourScheme")}
        help={t("settings.colourSchemeHelp")}
        webui="--theme"
        choices={[
          { value: "auto", label: t("settings.languageAuto") },
          { value: "light", label: t("top.themeLight") },
          { value: "dark", label: t("top.themeDark") },
        ]}
        value={settings.colourScheme}
        onChange={(colourScheme) => void change({ colourScheme })}
      />
    </>
  );
}

export function Engine({ settings: { engine }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.status);
  const backends = [...new Set(["auto", ...(status?.engine?.available ?? []), engine.backend])];
  return (
    <>
      <SelectSetting
        label={t("settings.backend")}
        help={t("settings.backendHelp")}
        choices={backends.map((value) => ({
          value,
          label: value === "auto" ? t("common.automatic") : value.toUpperCase(),
        }))}
        value={engine.backend}
        onChange={(backend) => void change({ engine: { backend } })}
      />
      <NumberSetting
        label={t("settings.threads")}
        help={t("settings.threadsHelp")}
        value={engine.threads}
        min={0}
        max={256}
        step={1}
        onChange={(threads) => void change({ engine: { threads } })}
      />
      <NumberSetting
        label={t("settings.memory")}
        help={t("settings.memoryHelp")}
        value={engine.memoryGigabytes}
        min={0}
        max={4096}
        step={0.5}
        onChange={(memoryGigabytes) => void change({ engine: { memoryGigabytes } })}
      />
    </>
  );
}

export function Output({ settings: { output, previews, gallery }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <SegmentSetting
        label={t("settings.format")}
        help={t("settings.formatHelp")}
        webui="File format for images"
        choices={[
          { value: "png", label: "PNG" },
          { value: "jpeg", label: "JPEG" },
          { value: "webp", label: "WebP" },
        ]}
        value={output.format}
        onChange={(format) => void change({ output: { format } })}
      />
      <SwitchSetting
        label={t("settings.metadata")}
        help={t("settings.metadataHelp")}
        webui="Write infotext to metadata of the generated image"
        isOn={output.metadata}
        onChange={(metadata) => void change({ output: { metadata } })}
      />
      <SwitchSetting
        label={t("settings.previewsEnabled")}
        help={t("settings.previewsEnabledHelp")}
        webui="Show live previews of the created image"
        isOn={previews.enabled}
        onChange={(enabled) => void change({ previews: { enabled } })}
      />
      <SwitchSetting
        label={t("settings.timelineKeep")}
        help={t("settings.timelineKeepHelp")}
        isOn={previews.timeline}
        onChange={(timeline) => void change({ previews: { timeline } })}
      />
      <NumberSetting
        label={t("settings.binDays")}
        help={t("settings.binDaysHelp")}
        value={gallery.binDays}
        min={0}
        max={3650}
        step={1}
        onChange={(binDays) => void change({ gallery: { binDays } })}
      />
    </>
  );
}

const rangeOf = ({ least: min, most: max, step }: NumberField) => ({ min, max, step });

/** What a field is called, as a setting says it. */
function useSettingWords(path: FieldPath) {
  const { label, help, a1111 } = useWords(path);
  return { label, help, webui: a1111 };
}

export function Defaults({ settings: { defaults }, change }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const [sampler, schedule] = [useSettingWords("sampler"), useSettingWords("schedule")];
  const [steps, cfgScale] = [useSettingWords("steps"), useSettingWords("cfgScale")];
  const { data: list } = useQuery(queries.samplers);
  const plain = (name: string) => ({ value: name, label: name });
  return (
    <>
      <Setting
        label={t("top.checkpoint")}
        help={t("settings.defaultCheckpointHelp")}
        webui="Stable Diffusion checkpoint"
      >
        {() => (
          <ModelButton
            label={t("top.checkpoint")}
            kind="checkpoint"
            value={defaults.checkpoint ?? ""}
            empty={t("common.automatic")}
            onChange={(checkpoint) => void change({ defaults: { checkpoint: checkpoint === "" ? null : checkpoint } })}
          />
        )}
      </Setting>
      <SelectSetting
        {...sampler}
        choices={(list?.samplers.map(({ name }) => name) ?? [defaults.sampler]).map(plain)}
        value={defaults.sampler}
        isSearchable
        onChange={(chosen) => void change({ defaults: { sampler: chosen } })}
      />
      <SelectSetting
        {...schedule}
        choices={
          list?.schedules.map(({ name, label }) => ({
            value: name,
            label: name === "automatic" ? t("common.automatic") : label,
          })) ?? [plain(defaults.schedule)]
        }
        value={defaults.schedule}
        onChange={(chosen) => void change({ defaults: { schedule: chosen } })}
      />
      <NumberSetting
        {...steps}
        value={defaults.steps}
        {...rangeOf(fields.steps)}
        onChange={(chosen) => void change({ defaults: { steps: chosen } })}
      />
      <NumberSetting
        {...cfgScale}
        value={defaults.cfgScale}
        {...rangeOf(fields.cfgScale)}
        onChange={(chosen) => void change({ defaults: { cfgScale: chosen } })}
      />
    </>
  );
}
