import { Button } from "@mantine/core";
import { IconTrashX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Bin } from "../../api/client.ts";
import { forgetPictures, queries } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { say, sayProblem } from "../../ui/toasts.ts";

/** What the bin holds, and the way to empty it: the one deletion that nothing brings back, so it asks. */
export function EmptyBinBar(): ReactElement {
  const { t } = useTranslation();
  const { data: bin } = useQuery({ ...queries.bin, staleTime: 0 });
  const { data: settings } = useQuery(queries.settings);
  const [isAsking, setAsking] = useState(false);
  const days = settings?.gallery.binDays ?? 0;
  return (
    <div className="gallery-note">
      <span className="small grow">{days > 0 ? t("gallery.binDays", { count: days }) : t("gallery.binKeeps")}</span>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconTrashX size={16} stroke={1.5} />}
        disabled={bin === undefined || bin.pictures === 0}
        onClick={() => setAsking(true)}
      >
        {t("gallery.emptyBinNow")}
      </Button>
      {isAsking && bin !== undefined && <Question bin={bin} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Question({ bin, onClose }: { bin: Bin; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  async function empty() {
    setBusy(true);
    try {
      const { removed, freedBytes, failed } = await api.emptyBin();
      say(t("gallery.binEmptied", { count: removed, size: printBytes(freedBytes) }));
      const [first] = failed;
      if (first !== undefined) sayProblem(first);
    } catch (error) {
      sayProblem(error);
    }
    forgetPictures();
    onClose();
  }
  return (
    <Dialog opened centered onClose={onClose} title={t("gallery.emptyBinTitle", { count: bin.pictures })}>
      <p style={{ marginTop: 0 }}>{t("gallery.emptyBinBody", { size: printBytes(bin.sizeBytes) })}</p>
      {bin.keptFiles > 0 && <p className="faded">{t("gallery.emptyBinKept", { count: bin.keptFiles })}</p>}
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button disabled={isBusy} onClick={() => void empty()}>
          {t("gallery.emptyBinGo")}
        </Button>
      </div>
    </Dialog>
  );
}
