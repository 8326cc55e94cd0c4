import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsPatch, StudioStatus } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { say } from "../../ui/toasts.ts";
import { changeSettings } from "../shell/use-chosen-look.ts";
import { ModelFolders } from "./model-folders.tsx";
import { Defaults, Engine, Look, Output } from "./sections.tsx";
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
          <Section title={t("settings.look")}>
            <Look settings={settings} change={change} />
          </Section>
          <Section title={t("settings.folders")} help={t("settings.foldersHelp")}>
            <ModelFolders roots={settings.modelRoots} onChange={(modelRoots) => changeSettings({ modelRoots })} />
          </Section>
          <Section title={t("settings.defaults")} help={t("settings.defaultsHelp")}>
            <Defaults settings={settings} change={change} />
          </Section>
          <Section title={t("settings.output")}>
            <Output settings={settings} change={change} />
          </Section>
          <Section title={t("settings.engine")}>
            <Engine settings={settings} change={change} />
          </Section>
          {status !== undefined && (
            <Section title={t("settings.about")}>
              <About status={status} />
            </Section>
          )}
        </>
      )}
    </div>
  );
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
    <>
      {facts.map(([label, value]) => (
        <div key={label} className="setting">
          <span className="faded">{label}</span>
          <span className="tabular setting-value">{value}</span>
        </div>
      ))}
    </>
  );
}
