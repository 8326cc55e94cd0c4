import { Button, FileButton, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/dialog.tsx";
import { useStore } from "../../ui/store.ts";
import { pasteBoxOpened, takeOffered } from "./paste.ts";

/** The box that ↙ opens. */
export function PasteBox(): ReactElement {
  const { t } = useTranslation();
  const opened = useStore(pasteBoxOpened);
  return (
    <Dialog opened={opened} onClose={() => pasteBoxOpened.set(false)} title={t("paste.title")} size="lg" centered>
      <PasteFields onDone={() => pasteBoxOpened.set(false)} />
    </Dialog>
  );
}

function PasteFields({ onDone }: { onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const finish = async (files: readonly File[], words: string) => {
    onDone();
    if (await takeOffered({ files, folders: [], text: words })) await navigate({ to: "/" });
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
          onChange={(file) => file !== null && void finish([file], "")}
          accept="image/*,.txt,.json,.safetensors,.ckpt,.pt,.pth,.bin,.gguf"
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={17} stroke={1.5} />}>
              {t("paste.file")}
            </Button>
          )}
        </FileButton>
        <Button ml="auto" disabled={text.trim() === ""} onClick={() => void finish([], text)}>
          {t("paste.fill")}
        </Button>
      </div>
    </div>
  );
}
