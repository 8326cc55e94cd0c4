import { Button, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { forgetPictures } from "../../api/queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { problemFrom } from "../../ui/problem.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say } from "../../ui/toasts.ts";

/** How many failed, whether the studio counts them or lists them. */
const countOf = (failed: unknown): number =>
  Array.isArray(failed) ? failed.length : typeof failed === "number" ? failed : 0;

/** Pictures of another program, taken in where they lie. */
export function ImportFolder({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  const [state, setState] = useState<"idle" | "busy" | { error: unknown }>("idle");
  async function start() {
    setState("busy");
    try {
      const { added, known, failed } = await api.importFolder(folder.trim());
      forgetPictures();
      say(t("gallery.imported", { added, known, failed: countOf(failed) }));
      setState("idle");
      onClose();
    } catch (error) {
      setState({ error });
    }
  }
  return (
    <Dialog opened={opened} onClose={onClose} title={t("gallery.importTitle")} centered size="lg">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <p className="faded" style={{ margin: 0 }}>
          {t("gallery.importBody")}
        </p>
        <TextInput
          data-autofocus
          label={t("gallery.importLabel")}
          placeholder="D:\stable-diffusion-webui\outputs"
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {typeof state === "object" && <ProblemNotice problem={problemFrom(state.error)} />}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          {state === "busy" && <span className="faded">{t("gallery.importing")}</span>}
          <Button type="submit" disabled={folder.trim() === "" || state === "busy"}>
            {t("gallery.importGo")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
