import { Button, FileButton, Modal, Textarea } from "@mantine/core";
import { IconArrowDownLeft, IconFileImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { isEditable } from "../shell/use-shortcuts.ts";
import { pasteBoxOpened, pasteFile, pasteText, pasteTransfer } from "./paste.ts";
import "./paste.css";

/** Ctrl+V outside of text fields, a drop anywhere, and the box that ↙ opens. */
export function PasteAnywhere(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const opened = useStore(pasteBoxOpened);
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    const take = async (data: DataTransfer) => {
      pasteBoxOpened.set(false);
      if (await pasteTransfer(data)) await navigate({ to: "/" });
    };
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null) return;
      const hasFile = event.clipboardData.files.length > 0;
      if (isEditable(event.target) && !hasFile) return;
      event.preventDefault();
      void take(event.clipboardData);
    }
    function onDragOver(event: DragEvent) {
      event.preventDefault();
      setDragging(true);
    }
    function onDragLeave(event: DragEvent) {
      if (event.relatedTarget === null) setDragging(false);
    }
    function onDrop(event: DragEvent) {
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer !== null) void take(event.dataTransfer);
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    addEventListener("paste", onPaste, { signal });
    addEventListener("dragover", onDragOver, { signal });
    addEventListener("dragleave", onDragLeave, { signal });
    addEventListener("drop", onDrop, { signal });
    return () => leaving.abort();
  }, [navigate]);

  return (
    <>
      {isDragging && (
        <div className="drop-cover">
          <p>
            <IconArrowDownLeft size={32} stroke={1.4} aria-hidden />
            {t("paste.drop")}
          </p>
        </div>
      )}
      <Modal
        opened={opened}
        onClose={() => pasteBoxOpened.set(false)}
        title={t("paste.title")}
        closeButtonProps={{ "aria-label": t("common.close") }}
        size="lg"
        centered
      >
        <PasteBox onDone={() => pasteBoxOpened.set(false)} />
      </Modal>
    </>
  );
}

function PasteBox({ onDone }: { onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const finish = async (filled: Promise<boolean>) => {
    if (!(await filled)) return;
    onDone();
    await navigate({ to: "/" });
  };
  return (
    <div className="stack">
      <p className="faded" style={{ margin: 0 }}>
        {t("paste.body")}
      </p>
      <Textarea
        data-autofocus
        aria-label={t("paste.label")}
        placeholder={
          "red fox, snow\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768, Model: …"
        }
        classNames={{ input: "mono" }}
        autosize
        minRows={6}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row-wrap">
        <FileButton
          onChange={(file) => file !== null && void finish(pasteFile(file))}
          accept="image/*,.txt,.json,.safetensors"
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={17} stroke={1.5} />}>
              {t("paste.file")}
            </Button>
          )}
        </FileButton>
        <Button ml="auto" disabled={text.trim() === ""} onClick={() => void finish(pasteText(text))}>
          {t("paste.fill")}
        </Button>
      </div>
    </div>
  );
}
