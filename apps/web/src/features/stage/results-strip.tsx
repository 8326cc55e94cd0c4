import type { Picture } from "@danfang/domain";
import { IconHeartFilled } from "@tabler/icons-react";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { thumbnailUrl } from "../../api/client.ts";

interface ResultsStripProps {
  readonly pictures: readonly Picture[];
  readonly shownId: string | undefined;
  /** The newest preview of the job that is being painted. */
  readonly live: { readonly preview: string | undefined } | undefined;
  readonly onShow: (id: string | undefined) => void;
}

/** Height of the strip's pictures, CSS pixels. */
const stripHeight = 72;

/** The latest pictures, newest first, behind the one in the making. */
export function ResultsStrip({ pictures, shownId, live, onShow }: ResultsStripProps): ReactElement | null {
  const { t } = useTranslation();
  const strip = useRef<HTMLUListElement>(null);
  const newest = live === undefined ? pictures[0]?.id : "live";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is seen when it comes
  useEffect(() => {
    strip.current?.scrollTo({ left: 0 });
  }, [newest]);
  if (pictures.length === 0 && live === undefined) return null;
  return (
    <ul ref={strip} className="results-strip" aria-label={t("create.results")}>
      {live !== undefined && (
        <li>
          <button
            type="button"
            className="result result-live"
            aria-label={t("queue.running")}
            aria-pressed={shownId === undefined}
            onClick={() => onShow(undefined)}
          >
            {live.preview !== undefined && <img src={live.preview} alt="" height={stripHeight} />}
          </button>
        </li>
      )}
      {pictures.map((picture) => (
        <li key={picture.id}>
          <button
            type="button"
            className="result"
            style={{ aspectRatio: `${picture.width} / ${picture.height}` }}
            aria-label={t("create.resultAlt", { prompt: picture.recipe.prompt || t("create.untitled") })}
            aria-pressed={picture.id === shownId}
            onClick={() => onShow(picture.id)}
          >
            <img src={thumbnailUrl(picture.id, 2 * stripHeight)} alt="" loading="lazy" />
            {picture.favourite && <IconHeartFilled size={12} className="result-heart" aria-hidden />}
          </button>
        </li>
      ))}
    </ul>
  );
}
