import type { Picture } from "@danfang/domain";
import { Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowsShuffle,
  IconChevronDown,
  IconCopy,
  IconDownload,
  IconHeart,
  IconHeartFilled,
  IconPhotoEdit,
  IconSparkles,
  IconTrash,
  IconWand,
  IconWaveSine,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { downloadUrl } from "../../api/client.ts";
import { copyText } from "../../ui/copy-text.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { enlarge, fillFrom, removePicture, restorePicture, setFavourite, vary } from "../recipes/picture-actions.ts";
import { startFromPicture } from "../start-picture/start-picture.ts";
import { PreviewMenu } from "./preview-menu.tsx";

interface PictureActionsProps {
  readonly picture: Picture;
  /** Called after what leaves this page's subject: used settings, a variation, a deletion. */
  readonly onUsed?: () => void;
  readonly onRemoved?: () => void;
  /** Shows how it came out of noise, where that was kept. */
  readonly onWatch?: () => void;
}

/** What can be done with a picture, the same wherever it is shown. */
export function PictureActionsBar({ picture, onUsed, onRemoved, onWatch }: PictureActionsProps): ReactElement {
  const { t } = useTranslation();
  const icon = { size: 18, stroke: 1.5 } as const;
  const varyBy = (how: "next" | "random") => {
    void vary(picture, how);
    onUsed?.();
  };
  return (
    <div className="row-wrap" style={{ gap: 4 }}>
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
          <Menu.Item onClick={() => varyBy("next")}>{t("create.varyNext")}</Menu.Item>
          <Menu.Item onClick={() => varyBy("random")}>{t("create.varyRandom")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconWand size={16} stroke={1.5} />}
        onClick={() => {
          void fillFrom(picture);
          onUsed?.();
        }}
      >
        {t("create.useSettings")}
      </Button>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPhotoEdit size={16} stroke={1.5} />}
        onClick={() => {
          void startFromPicture(picture);
          onUsed?.();
        }}
      >
        {t("start.from")}
      </Button>
      {onWatch !== undefined && picture.hasTimeline && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconWaveSine size={16} stroke={1.5} />}
          onClick={onWatch}
        >
          {t("viewer.watch")}
        </Button>
      )}
      <span className="row" style={{ gap: 2, marginLeft: "auto" }}>
        <IconAction
          label={picture.favourite ? t("create.unfavourite") : t("create.favourite")}
          pressed={picture.favourite}
          onClick={() => void setFavourite(picture, !picture.favourite)}
        >
          {picture.favourite ? <IconHeartFilled size={18} /> : <IconHeart {...icon} />}
        </IconAction>
        <IconAction
          label={t("create.enlarge")}
          onClick={() => {
            void enlarge(picture);
            onUsed?.();
          }}
        >
          <IconSparkles {...icon} />
        </IconAction>
        <IconAction label={t("create.copyRecipe")} onClick={() => void copyText(picture.infotext)}>
          <IconCopy {...icon} />
        </IconAction>
        <IconAction label={t("common.download")} onClick={() => download(picture)}>
          <IconDownload {...icon} />
        </IconAction>
        <PreviewMenu picture={picture} />
        {picture.deletedAt === undefined ? (
          <IconAction
            label={t("common.delete")}
            onClick={() => {
              void removePicture(picture);
              onRemoved?.();
            }}
          >
            <IconTrash {...icon} />
          </IconAction>
        ) : (
          <IconAction
            label={t("gallery.restore")}
            onClick={() => {
              void restorePicture(picture);
              onRemoved?.();
            }}
          >
            <IconArrowBackUp {...icon} />
          </IconAction>
        )}
      </span>
    </div>
  );
}

function download(picture: Picture): void {
  const link = document.createElement("a");
  link.href = downloadUrl(picture.id);
  link.download = picture.fileName;
  link.click();
}
