import type { Picture } from "@danfang/domain";
import { IconCheck, IconGridDots, IconHeartFilled } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { thumbnailUrl } from "../../api/client.ts";
import { isSheet } from "../draft/grid-draft.ts";
import { openStack } from "./gallery-state.ts";

interface TileProps {
  readonly picture: Picture;
  /** Its place in the whole gallery. */
  readonly index: number;
  readonly style: { readonly transform: string; readonly width: number; readonly height: number };
  /** Undefined while none are being chosen. */
  readonly isChosen: boolean | undefined;
  readonly onPick: (picture: Picture, index: number) => void;
}

/** A picture of the gallery, to open or to choose; a grid shows that it is one. */
export const Tile = memo(function Tile({ picture, index, style, isChosen, onPick }: TileProps): ReactElement {
  const { t } = useTranslation();
  const prompt = picture.recipe.prompt || t("create.untitled");
  const isOfGrid = isSheet(picture.recipe.extra);
  const words = t("gallery.picture", { prompt, width: picture.width, height: picture.height });
  const label = isOfGrid ? `${t("grid.badge")}: ${words}` : words;
  const side = Math.max(style.width, style.height) * Math.min(2, devicePixelRatio);
  return (
    <div className="gallery-item" style={style} data-stack={picture.cells === undefined ? undefined : ""}>
      <button
        type="button"
        className="gallery-tile"
        aria-label={label}
        aria-pressed={isChosen}
        onClick={() => onPick(picture, index)}
      >
        <img ref={stopLoading} src={thumbnailUrl(picture.id, side)} alt="" loading="lazy" decoding="async" />
        <span className="gallery-caption">{prompt}</span>
        {picture.favourite && <IconHeartFilled size={15} className="gallery-heart" aria-hidden />}
        {isOfGrid && isChosen === undefined && picture.cells === undefined && (
          <span className="gallery-badge" aria-hidden>
            <IconGridDots size={15} stroke={1.8} />
          </span>
        )}
        {isChosen !== undefined && (
          <span className="gallery-check" data-chosen={isChosen || undefined} aria-hidden>
            {isChosen && <IconCheck size={14} stroke={2.5} />}
          </span>
        )}
      </button>
      {picture.cells !== undefined && isChosen === undefined && (
        <button
          type="button"
          className="gallery-badge gallery-stack"
          title={t("gallery.openStack")}
          aria-label={t("gallery.openStackOf", { count: picture.cells, prompt })}
          onClick={() => openStack(picture)}
        >
          <IconGridDots size={15} stroke={1.8} aria-hidden />
          <span className="tabular">{picture.cells}</span>
        </button>
      )}
    </div>
  );
}, isSameTile);

function isSameTile({ style: before, ...old }: TileProps, { style: after, ...now }: TileProps): boolean {
  const isThere =
    before.transform === after.transform && before.width === after.width && before.height === after.height;
  return isThere && (Object.keys(old) as (keyof typeof old)[]).every((name) => old[name] === now[name]);
}

/** A picture that is scrolled away before it came is not waited for: those in view are next. */
const stopLoading = (image: HTMLImageElement) => () => {
  // React also lets go of what it only hides for a moment: a microtask later it is known whether the picture went.
  queueMicrotask(() => {
    if (!image.isConnected && !image.complete) image.removeAttribute("src");
  });
};
