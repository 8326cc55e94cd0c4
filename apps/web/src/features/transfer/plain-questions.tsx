import { IconBox, IconFile, IconFileText, IconFolder, IconPhoto, type TablerIcon } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { printBytes } from "../../ui/bytes.ts";
import { useStore } from "../../ui/store.ts";
import { wordsOf } from "../../ui/toasts.ts";
import { asked, dismiss } from "./asked.ts";
import { ChoiceList } from "./choice-list.tsx";
import { type FileKind, kindOfFile } from "./file-kind.ts";
import { choicesOf, type Refusal, type Subject } from "./subject.ts";
import { takeFile } from "./take.ts";
import { longestText } from "./text-kind.ts";

const icons: Readonly<Record<FileKind, TablerIcon>> = {
  picture: IconPhoto,
  saidPicture: IconPhoto,
  foreignPicture: IconPhoto,
  model: IconBox,
  text: IconFileText,
  other: IconFile,
};

interface SeveralProps {
  readonly subject: Extract<Subject, { kind: "several" }>;
  /** Rows at most. */
  readonly most: number;
}

/** Several files: one of them is chosen, and asked about. */
export function SeveralQuestion({ subject, most }: SeveralProps): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const at = useStore(asked)?.at;
  const { files, folders } = subject;
  const shownFolders = folders.slice(0, most);
  const shown = files.slice(0, most - shownFolders.length);
  const left = files.length + folders.length - shown.length - shownFolders.length;
  const choose = async (file: File) => {
    if (await takeFile(file, { at, from: subject })) await navigate({ to: "/" });
  };
  return (
    <>
      <p className="small faded question-text">{t("drop.severalHint")}</p>
      <ul className="question-files">
        {shownFolders.map((name) => (
          <li key={`folder ${name}`}>
            <FileRow
              icon={IconFolder}
              name={name}
              more=""
              onClick={() => asked.set({ subject: { kind: "folder", name }, at, from: subject })}
            />
          </li>
        ))}
        {shown.map((file, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: files of two folders may have one name
          <li key={`${i} ${file.name}`}>
            <FileRow
              icon={icons[kindOfFile(file)]}
              name={file.name}
              more={printBytes(file.size)}
              onClick={() => void choose(file)}
            />
          </li>
        ))}
      </ul>
      {left > 0 && <p className="tiny faded question-text">{t("drop.more", { count: left })}</p>}
    </>
  );
}

interface FileRowProps {
  readonly icon: TablerIcon;
  readonly name: string;
  readonly more: string;
  readonly onClick: () => void;
}

function FileRow({ icon: RowIcon, name, more, onClick }: FileRowProps): ReactElement {
  return (
    <button type="button" className="question-choice" data-answer onClick={onClick}>
      <RowIcon size={18} stroke={1.5} aria-hidden />
      <span className="grow clip">{name}</span>
      <span className="tiny faded tabular">{more}</span>
    </button>
  );
}

/** A folder: a browser tells nothing but its name, so its path has to be written where it is wanted. */
export function FolderQuestion(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = choicesOf({ kind: "folder", name: "" }, { hasPrompt: false, hasStart: false });
  return (
    <>
      <p className="small faded question-text">{t("drop.folderHint")}</p>
      <ChoiceList
        choices={choices}
        onChoose={(choice) => {
          dismiss();
          void navigate({ to: choice === "importFolder" ? "/gallery" : "/settings" });
        }}
      />
    </>
  );
}

/** Why nothing can be done with it, and what can be done instead. */
export function RefusedNotice({ why }: { why: Refusal }): ReactElement {
  const { t, i18n } = useTranslation();
  const count = (n: number) => new Intl.NumberFormat(i18n.language).format(n);
  const text = () => {
    switch (why.code) {
      case "tooLong":
        return t("drop.refused.tooLong", { length: count(why.length), most: count(longestText) });
      case "tooHeavy":
        return t("drop.refused.tooHeavy", { size: printBytes(why.size) });
      case "problem": {
        const { title, hint } = wordsOf(why.problem);
        return `${title} ${hint}`;
      }
      default:
        return t(`drop.refused.${why.code}`);
    }
  };
  return <p className="small question-text">{text()}</p>;
}
