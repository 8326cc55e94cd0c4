import type { Picture } from "@danfang/domain";
import { Button, Skeleton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconGridDots, IconPhoto, IconWaveSine } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { pictureUrl } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { IconAction } from "../../ui/icon-action.tsx";
import { NoteList } from "../../ui/note-list.tsx";
import { PanPicture } from "../../ui/pan-picture.tsx";
import { PictureBox } from "../../ui/picture-box.tsx";
import { SheetCells } from "../grid/sheet-cells.tsx";
import { RecipeTable } from "../recipes/recipe-table.tsx";
import { PictureActionsBar } from "../stage/picture-actions-bar.tsx";
import { PaintTimeline } from "../timeline/paint-timeline.tsx";
import { openStack } from "./gallery-state.ts";
import "./viewer.css";

interface Place {
  readonly n: number;
  readonly total: number;
}

interface ViewerProps {
  readonly picture: Picture;
  /** Where it stands among how many, when it can be left for its neighbours. */
  readonly place?: Place;
  readonly onStep?: (by: 1 | -1) => void;
  readonly onClose: () => void;
  /** Whether it opens on the way out of noise, not on the picture. */
  readonly opensOnWay?: boolean;
}

/** One picture, full size, with its recipe beside it and the way it came out of noise. */
export function Viewer({ picture: opened, place, onStep, onClose, opensOnWay = false }: ViewerProps): ReactElement {
  const { t } = useTranslation();
  const [cell, setCell] = useState<{ readonly of: string; readonly picture: Picture }>();
  const isCell = cell?.of === opened.id;
  const picture = isCell ? cell.picture : opened;
  const navigate = useNavigate();
  const [watchedId, setWatchedId] = useState(opensOnWay ? opened.id : undefined);
  const isWatching = watchedId === picture.id;
  useHotkeys([
    ["ArrowLeft", () => onStep?.(-1)],
    ["ArrowRight", () => onStep?.(1)],
  ]);
  const toCreate = () => {
    onClose();
    void navigate({ to: "/" });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen
      title={
        place === undefined ? t("viewer.recipe") : <span className="tabular">{t("viewer.title", { ...place })}</span>
      }
      classNames={{ body: "viewer-body", content: "viewer-content" }}
    >
      <div className="viewer-stage">
        {isWatching ? <Watched picture={picture} /> : <Whole picture={picture} />}
        {onStep !== undefined && place !== undefined && !isWatching && <Steps place={place} onStep={onStep} />}
      </div>
      <aside className="viewer-side" aria-label={t("viewer.recipe")}>
        <PictureActionsBar
          picture={picture}
          onUsed={toCreate}
          onRemoved={isCell ? () => setCell(undefined) : onStep === undefined ? onClose : undefined}
        />
        <SheetPart
          sheet={opened}
          shown={isCell ? picture : undefined}
          onShow={(shown) => setCell(shown && { of: opened.id, picture: shown })}
          onClose={onClose}
        />
        {picture.hasTimeline && (
          <WatchButton isWatching={isWatching} onClick={() => setWatchedId(isWatching ? undefined : picture.id)} />
        )}
        <NoteList notes={picture.notes} />
        <RecipeTable recipe={picture.recipe} />
        <FileFacts picture={picture} />
      </aside>
    </Dialog>
  );
}

interface SheetPartProps {
  readonly sheet: Picture;
  /** The cell that is shown in its place. */
  readonly shown: Picture | undefined;
  readonly onShow: (cell: Picture | undefined) => void;
  readonly onClose: () => void;
}

/** The cells of a grid, and the way from one of them back to the whole. */
function SheetPart({ sheet, shown, onShow, onClose }: SheetPartProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {shown !== undefined && (
        <Button variant="default" fullWidth onClick={() => onShow(undefined)}>
          {t("grid.backToSheet")}
        </Button>
      )}
      <SheetCells sheet={sheet} shownId={shown?.id} onShow={onShow} />
      {sheet.cells !== undefined && (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconGridDots size={17} stroke={1.5} />}
          onClick={() => {
            openStack(sheet);
            onClose();
          }}
        >
          {t("gallery.openStack")}
        </Button>
      )}
    </>
  );
}

/** To the neighbours. */
function Steps({ place, onStep }: { place: Place; onStep: (by: 1 | -1) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <span className="viewer-step viewer-previous">
        <IconAction label={t("viewer.previous")} size={44} disabled={place.n <= 1} onClick={() => onStep(-1)}>
          <IconChevronLeft size={26} stroke={1.4} />
        </IconAction>
      </span>
      <span className="viewer-step viewer-next">
        <IconAction label={t("viewer.next")} size={44} disabled={place.n >= place.total} onClick={() => onStep(1)}>
          <IconChevronRight size={26} stroke={1.4} />
        </IconAction>
      </span>
    </>
  );
}

/** From the picture to the way it came out of noise, and back. */
function WatchButton({ isWatching, onClick }: { isWatching: boolean; onClick: () => void }): ReactElement {
  const { t } = useTranslation();
  const Icon = isWatching ? IconPhoto : IconWaveSine;
  return (
    <Button variant="default" fullWidth leftSection={<Icon size={17} stroke={1.5} />} onClick={onClick}>
      {isWatching ? t("viewer.watchHide") : t("viewer.watch")}
    </Button>
  );
}

/** When it was made, and its file. */
function FileFacts({ picture }: { picture: Picture }): ReactElement {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <dl className="recipe-table">
      <div className="recipe-fact">
        <dt>{t("viewer.made")}</dt>
        <dd className="tabular">{time.format(new Date(picture.createdAt))}</dd>
      </div>
      <div className="recipe-fact">
        <dt>{t("viewer.file")}</dt>
        <dd className="tiny">{picture.fileName}</dd>
      </div>
    </dl>
  );
}

function Whole({ picture }: { picture: Picture }): ReactElement {
  const { t } = useTranslation();
  const alt = t("create.resultAlt", { prompt: picture.recipe.prompt || t("create.untitled") });
  return (
    <PanPicture key={picture.id} width={picture.width} height={picture.height} src={pictureUrl(picture.id)} alt={alt} />
  );
}

/** How it came out of noise. The last dot is the picture itself. */
function Watched({ picture }: { picture: Picture }): ReactElement {
  const { t } = useTranslation();
  const { data: steps } = useQuery(queries.timeline(picture.id));
  const [index, setIndex] = useState<number | undefined>(0);
  if (steps === undefined) return <Skeleton height="100%" />;
  const shown = steps[Math.min(index ?? steps.length - 1, steps.length - 1)];
  if (shown === undefined) return <p className="faded">{t("timeline.none")}</p>;
  const isLast = shown === steps.at(-1);
  return (
    <div className="viewer-watched">
      <div className="grow" style={{ minHeight: 0, width: "100%" }}>
        <PictureBox
          width={picture.width}
          height={picture.height}
          src={isLast ? pictureUrl(picture.id) : shown.preview}
          alt={t("timeline.alt", { step: shown.step })}
        />
      </div>
      <PaintTimeline steps={steps} total={steps.length} index={index} onIndex={setIndex} canPlay />
      <p className="faded tiny" style={{ margin: 0 }}>
        {t("timeline.hint")}
      </p>
    </div>
  );
}
