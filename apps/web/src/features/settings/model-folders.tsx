import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { sayWithUndo } from "../../ui/toasts.ts";
import { AddFolder } from "./add-folder.tsx";
import { FolderRow } from "./folder-row.tsx";

interface ModelFoldersProps {
  readonly roots: readonly string[];
  /** Whether the change was kept. */
  readonly onChange: (roots: string[]) => Promise<boolean>;
}

/** The folders that models are read from, in place, each with what it gives. */
export function ModelFolders({ roots, onChange }: ModelFoldersProps): ReactElement {
  const { t } = useTranslation();
  const { data: folders = [] } = useQuery(queries.modelFolders);
  async function remove(path: string) {
    if (await onChange(roots.filter((other) => other !== path)))
      sayWithUndo(t("folders.removed", { path }), () => void onChange([...roots]));
  }
  return (
    <div className="folders">
      <ul className="folder-list">
        {folders.map((folder) => (
          <FolderRow
            key={`${folder.from} ${folder.path}`}
            folder={folder}
            onRemove={folder.from === "settings" ? () => void remove(folder.path) : undefined}
          />
        ))}
      </ul>
      <AddFolder onAdd={(path) => onChange([...roots, path])} />
    </div>
  );
}
