import type { Picture } from "@danfang/domain";
import { Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowsShuffle,
  IconChevronDown,
  IconDownload,
  IconHeart,
  IconHeartFilled,
  IconPhotoEdit,
  IconTrash,
  IconWand,
  IconWaveSine,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { downloadUrl } from "../../api/client.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { EnlargeMenu } from "../enlarge/enlarge-menu.tsx";
import { enlarge, fillFrom, removePicture, restorePicture, setFavourite, vary } from "../recipes/picture-actions.ts";
import { startFromPicture } from "../start-picture/start-picture.ts";
import { CopyRecipeMenu } from "./copy-recipe-menu.tsx";
import { PreviewMenu } from "./preview-menu.tsx";

const icon = { size: 18, stroke: 1.5 } as const;

interface PictureActionsProps {
  readonly picture: Picture;
  /** Called after what leaves this page's subject: used settings, a variation, a deletion. */
  readonly onUsed?: () => void;
  readonly onRemoved?: (() => void) | undefined;
  /** Shows how it came out of noise, where that was kept. */
  readonly onWatch?: () => void;
}

/** What can be done with a picture, the same wherever it is shown. */
export function PictureActionsBar({ picture, onUsed, onRemoved, onWatch }: PictureActionsProps): ReactElement {
  const { t } = useTranslation();
  const used = (work: Promise<unknown>) => {
    void work;
    onUsed?.();
  };
  return (
    <div className="row-wrap" style={{ gap: 4 }}>
      <VaryMenu onVary={(how) => used(vary(picture, how))} />
      <BarButton icon={IconWand} label={t("create.useSettings")} onClick={() => used(fillFrom(picture))} />
      <BarButton icon={IconPhotoEdit} label={t("start.from")} onClick={() => used(startFromPicture(picture))} />
      {onWatch !== undefined && picture.hasTimeline && (
        <BarButton icon={IconWaveSine} label={t("viewer.watch")} onClick={onWatch} />
      )}
      <span className="row" style={{ gap: 2, marginLeft: "auto" }}>
        <FavouriteAction picture={picture} />
        <EnlargeMenu picture={picture} onPaint={() => used(enlarge(picture))} />
        <CopyRecipeMenu picture={picture} />
        <IconAction label={t("common.download")} onClick={() => download(picture)}>
          <IconDownload {...icon} />
        </IconAction>
        <PreviewMenu picture={picture} />
        <BinAction picture={picture} onRemoved={onRemoved} />
      </span>
    </div>
  );
}

interface BarButtonProps {
  readonly icon: typeof IconWand;
  readonly label: string;
  readonly onClick: () => void;
}

const BarButton = ({ icon: Icon, label, onClick }: BarButtonProps): ReactElement => (
  <Button variant="default" size="compact-md" leftSection={<Icon size={16} stroke={1.5} />} onClick={onClick}>
    {label}
  </Button>
);

function FavouriteAction({ picture }: { picture: Picture }): ReactElement {
  const { t } = useTranslation();
  return (
    <IconAction
      label={picture.favourite ? t("create.unfavourite") : t("create.favourite")}
      pressed={picture.favourite}
      onClick={() => void setFavourite(picture, !picture.favourite)}
    >
      {picture.favourite ? <IconHeartFilled size={18} /> : <IconHeart {...icon} />}
    </IconAction>
  );
}

function VaryMenu({ onVary }: { onVary: (how: "next" | "random") => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconArrowsShuffle size={16} stroke={1.5} />}
          rightSection={<IconChevronDown size={14} stroke={1.5} />}
        >
          {t("create.vary")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onVary("next")}>{t("create.varyNext")}</Menu.Item>
        <Menu.Item onClick={() => onVary("random")}>{t("create.varyRandom")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Into the bin, or out of it. */
function BinAction({ picture, onRemoved }: { picture: Picture; onRemoved: (() => void) | undefined }): ReactElement {
  const { t } = useTranslation();
  const isInBin = picture.deletedAt !== undefined;
  return (
    <IconAction
      label={isInBin ? t("gallery.restore") : t("common.delete")}
      onClick={() => {
        void (isInBin ? restorePicture(picture) : removePicture(picture));
        onRemoved?.();
      }}
    >
      {isInBin ? <IconArrowBackUp {...icon} /> : <IconTrash {...icon} />}
    </IconAction>
  );
}

function download(picture: Picture): void {
  const link = document.createElement("a");
  link.href = downloadUrl(picture.id);
  link.download = picture.fileName;
  link.click();
}
