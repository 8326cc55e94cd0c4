import { type FileInspection, findingIn, listedKinds, ownValue } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconRefresh } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { copyText } from "../../ui/copy-text.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { say, sayProblem } from "../../ui/toasts.ts";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { ModelKnown } from "./model-known.tsx";
import type { Subject } from "./subject.ts";
import { useKindWord } from "./use-kind-word.ts";

type ModelSubject = Extract<Subject, { kind: "model" }>;

/** What a model file is and where it goes. Nothing was copied: a browser does not tell where the file lies. */
export function ModelQuestion({ subject: { file, inspection, folders } }: { subject: ModelSubject }): ReactElement {
  const { t } = useTranslation();
  const kind = useKindWord(inspection);
  const found = useNamedModel(listedKinds.find((one) => one === inspection.kind) ?? "checkpoint", file.name);
  const here = found != null && found.sizeBytes === file.size ? found : undefined;
  return (
    <>
      <div>
        <p className="question-name">{file.name}</p>
        <p className="question-kind">
          <b>{kind}</b>
          {factsOf(inspection, file).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
      <Warnings inspection={inspection} />
      {here !== undefined && (
        <p className="row jade small question-text">
          <IconCheck size={15} stroke={2} aria-hidden />
          {t("drop.alreadyHere", { name: here.name })}
        </p>
      )}
      <ModelKnown inspection={inspection} />
      {inspection.what === "model" && here === undefined && <Places inspection={inspection} folders={folders} />}
      {inspection.parts !== undefined && Object.keys(inspection.parts).length > 0 && (
        <details className="question-parts small">
          <summary className="faded">{t("drop.inside")}</summary>
          <dl>
            {Object.entries(inspection.parts).map(([part, words]) => (
              <div key={part}>
                <dt className="faded">{part}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

/** Family, precision and size, as far as they are known. */
function factsOf({ family, baseModel, architecture, scale, precision }: FileInspection, file: File): string[] {
  const known = (word: string | undefined) => (word === undefined || word === "unknown" ? [] : [word]);
  return [
    ...(family === "unknown" ? [] : known(baseModel)),
    ...known(architecture),
    ...(scale === undefined ? [] : [`${scale}×`]),
    ...known(precision),
    printBytes(file.size),
  ];
}

function Warnings({ inspection: { findings, safe } }: { inspection: FileInspection }): ReactElement | null {
  const { i18n } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <ul className="question-warnings" data-danger={safe === false || undefined}>
      {findings.map((finding) => (
        <li key={finding.code} className="small">
          <IconAlertTriangle size={15} stroke={1.7} aria-hidden />
          <span>{findingIn(i18n.language, finding)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The folders that it could be put into, then what other programs call them. */
function Places({ inspection, folders }: { inspection: FileInspection; folders: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  const places = Object.entries(inspection.place ?? {}).filter(
    ([name, way]) => name !== "forge" || way !== webuiOf(inspection),
  );
  return (
    <section className="question-places">
      {folders.length > 0 && <h3 className="section-title">{t("drop.putHere")}</h3>}
      {folders.map((folder) => (
        <p key={folder} className="question-path">
          <code className="mono grow">{folder}</code>
          <IconAction label={t("common.copy")} size={28} onClick={() => void copyText(folder)}>
            <IconCopy size={15} stroke={1.5} />
          </IconAction>
        </p>
      ))}
      {places.length > 0 && <h3 className="section-title">{t("drop.otherPrograms")}</h3>}
      {places.map(([program, folder]) => (
        <ProgramPlace key={program} program={ownValue(programNames, program) ?? program} folder={folder} />
      ))}
      {folders.length === 0 && places.length > 0 && <p className="small faded question-text">{t("drop.notRun")}</p>}
      {folders.length > 0 && (
        <Button
          data-answer
          variant="default"
          size="compact-md"
          mt={8}
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          onClick={() => void lookAgain(t("drop.lookedAgain"))}
        >
          {t("drop.lookAgain")}
        </Button>
      )}
    </section>
  );
}

const webuiOf = ({ place }: FileInspection): string | undefined => place?.webui;

const programNames: Readonly<Record<string, string>> = {
  webui: "WebUI / Forge",
  forge: "Forge",
  comfyui: "ComfyUI",
  invokeai: "InvokeAI",
  swarmui: "SwarmUI",
  stabilityMatrix: "Stability Matrix",
};

const ProgramPlace = ({ program, folder }: { readonly program: string; readonly folder: string }) => (
  <p className="question-path small">
    <span className="faded">{program}</span>
    <code className="mono">{folder}</code>
  </p>
);

async function lookAgain(done: string): Promise<void> {
  try {
    await api.scanModels();
    await queryClient.invalidateQueries({ queryKey: ["models"] });
    say(done);
  } catch (error) {
    sayProblem(error);
  }
}
