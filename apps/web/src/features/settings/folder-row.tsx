import type { ModelFolder } from "@danfang/domain";
import { IconAlertTriangle, IconFolder, IconFolderOff, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { wordsOf } from "../../ui/toasts.ts";
import { useCountsText } from "./use-counts-text.ts";

interface FolderRowProps {
  readonly folder: ModelFolder;
  /** Undefined for folders that the settings do not name. */
  readonly onRemove: (() => void) | undefined;
}

/** A folder of models: what it gives, and what is wrong with it. */
export function FolderRow({ folder, onRemove }: FolderRowProps): ReactElement {
  const { t } = useTranslation();
  const { path, from, state, problems } = folder;
  const Icon = state === "unusable" ? IconFolderOff : IconFolder;
  return (
    <li className="folder-row" data-state={state}>
      <Icon size={17} stroke={1.5} aria-hidden />
      <div className="grow folder-words">
        <span className="mono folder-path">{path}</span>
        <span className="tiny tabular faded">
          {from !== "settings" && `${t(`folders.from_${from}`)} · `}
          <FolderState folder={folder} />
        </span>
        {problems.map((problem) => {
          const { title, hint } = wordsOf(problem);
          return (
            <span key={problem.message} className="folder-problem small">
              <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
              <span>
                {title} <span className="faded">{hint}</span>
              </span>
            </span>
          );
        })}
      </div>
      {onRemove !== undefined && (
        <IconAction label={t("settings.folderRemove", { folder: path })} onClick={onRemove}>
          <IconTrash size={17} stroke={1.5} />
        </IconAction>
      )}
    </li>
  );
}

function FolderState({ folder: { state, counts } }: { folder: ModelFolder }): string {
  const { t } = useTranslation();
  const countsText = useCountsText();
  switch (state) {
    case "scanning":
      return t("folders.scanning");
    case "unusable":
      return t("folders.unusable");
    case "ready":
      return countsText(counts) ?? t("folders.none");
  }
}
