import type { ModelFolderCheck } from "@danfang/domain";
import { Button, TextInput } from "@mantine/core";
import { IconFolderPlus } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { problemFrom } from "../../ui/problem.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say, wordsOf } from "../../ui/toasts.ts";
import { useCountsText } from "./use-counts-text.ts";

type Judged =
  | { readonly state: "idle" | "looking" }
  | { readonly state: "odd"; readonly check: ModelFolderCheck }
  | { readonly state: "refused"; readonly error: unknown };

const idle: Judged = { state: "idle" };

/**
 * Asks for a folder, which the studio looks at before it is added. One that is as it should be is added at once, with what
 * was found in it; of one that is odd the user decides; one that cannot be read from is refused with the reason.
 */
export function AddFolder({ onAdd }: { onAdd: (path: string) => Promise<boolean> }): ReactElement {
  const { t } = useTranslation();
  const countsText = useCountsText();
  const [text, setText] = useState("");
  const [judged, setJudged] = useState<Judged>(idle);

  async function add({ path, counts }: ModelFolderCheck) {
    if (!(await onAdd(path))) return setJudged(idle);
    const found = countsText(counts);
    say(found === undefined ? t("folders.added", { path }) : t("folders.addedWith", { found }));
    setText("");
    setJudged(idle);
  }
  async function look() {
    setJudged({ state: "looking" });
    try {
      const check = await api.checkModelFolder(text);
      if (check.warnings.length === 0) await add(check);
      else setJudged({ state: "odd", check });
    } catch (error) {
      setJudged({ state: "refused", error });
    }
  }
  return (
    <>
      <FolderForm
        text={text}
        isBusy={judged.state === "looking"}
        onText={(typed) => {
          setText(typed);
          setJudged(idle);
        }}
        onSubmit={() => void look()}
      />
      <div aria-live="polite">
        {judged.state === "looking" && <p className="faded small">{t("folders.looking")}</p>}
        {judged.state === "refused" && <ProblemNotice problem={problemFrom(judged.error)} />}
        {judged.state === "odd" && (
          <OddFolder check={judged.check} onAdd={() => void add(judged.check)} onLeave={() => setJudged(idle)} />
        )}
      </div>
    </>
  );
}

interface FolderFormProps {
  readonly text: string;
  readonly isBusy: boolean;
  readonly onText: (text: string) => void;
  readonly onSubmit: () => void;
}

function FolderForm({ text, isBusy, onText, onSubmit }: FolderFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <form
      className="folder-add"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextInput
        className="grow"
        label={t("settings.folderAdd")}
        placeholder="D:\stable-diffusion-webui"
        description={t("settings.folderAddHint")}
        inputWrapperOrder={["label", "input", "description"]}
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconFolderPlus size={17} stroke={1.5} />}
        disabled={text.trim() === "" || isBusy}
      >
        {t("common.add")}
      </Button>
    </form>
  );
}

interface OddFolderProps {
  readonly check: ModelFolderCheck;
  readonly onAdd: () => void;
  readonly onLeave: () => void;
}

function OddFolder({ check: { path, layout, counts, warnings }, onAdd, onLeave }: OddFolderProps): ReactElement {
  const { t } = useTranslation();
  const found = useCountsText()(counts);
  return (
    <section className="folder-odd" aria-label={t("folders.checked", { path })}>
      <p className="mono folder-path">{path}</p>
      <p className="small">
        {t(`folders.layout_${layout}`)} · {found ?? t("folders.none")}
      </p>
      {warnings.map((warning) => {
        const { title, hint } = wordsOf(warning);
        return (
          <p key={warning.message} className="small folder-warning">
            {title} <span className="faded">{hint}</span>
          </p>
        );
      })}
      <div className="row-wrap">
        <Button size="compact-md" variant="default" onClick={onAdd}>
          {t("folders.addAnyway")}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onLeave}>
          {t("common.cancel")}
        </Button>
      </div>
    </section>
  );
}
