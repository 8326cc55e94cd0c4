import { Button, TextInput } from "@mantine/core";
import { IconFolder, IconFolderPlus, IconTrash } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";

interface ModelFoldersProps {
  readonly roots: readonly string[];
  readonly home: string | undefined;
  readonly onChange: (roots: string[]) => Promise<void>;
}

/** The folders that models are read from, in place. */
export function ModelFolders({ roots, home, onChange }: ModelFoldersProps): ReactElement {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  async function add() {
    const path = folder.trim();
    if (path === "") return;
    if (!roots.includes(path)) await onChange([...roots, path]);
    setFolder("");
  }
  return (
    <div className="folders">
      <ul className="folder-list">
        {home !== undefined && (
          <li className="faded">
            <IconFolder size={17} stroke={1.5} aria-hidden />
            <span className="grow clip">{t("settings.folderOwn", { folder: `${home}/models` })}</span>
          </li>
        )}
        {roots.map((root) => (
          <li key={root}>
            <IconFolder size={17} stroke={1.5} aria-hidden />
            <span className="grow clip mono" title={root}>
              {root}
            </span>
            <IconAction
              label={t("settings.folderRemove", { folder: root })}
              onClick={() => void onChange(roots.filter((other) => other !== root))}
            >
              <IconTrash size={17} stroke={1.5} />
            </IconAction>
          </li>
        ))}
      </ul>
      <form
        className="folder-add"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          className="grow"
          label={t("settings.folderAdd")}
          placeholder="D:\stable-diffusion-webui"
          description={t("settings.folderAddHint")}
          inputWrapperOrder={["label", "input", "description"]}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconFolderPlus size={17} stroke={1.5} />}
          disabled={folder.trim() === ""}
        >
          {t("common.add")}
        </Button>
      </form>
    </div>
  );
}
