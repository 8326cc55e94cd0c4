import type { GridRequest, Job } from "@danfang/domain";
import type { CSSProperties, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { thumbnailUrl } from "../../api/client.ts";
import { PictureBox } from "../../ui/picture-box.tsx";
import { cellOf, gridSize } from "./grid-size.ts";
import { cellName, paintedPlaces } from "./sheet-places.ts";
import "./grid.css";

interface LiveSheetProps {
  readonly job: Job;
  readonly grid: GridRequest;
  /** The batch that is being painted, counted over all cells; unknown before its first step. */
  readonly batch: number | undefined;
  readonly preview: string | undefined;
}

/** Longest side of a cell's picture while the sheet fills, pixels. */
const cellSide = 256;

/** The sheet while its cells are painted: each where it will stand, in the order in which they come. */
export function LiveSheet({ job, grid, batch, preview }: LiveSheetProps): ReactElement {
  const { t } = useTranslation();
  const { request, pictures } = job;
  const size = gridSize(request);
  const perCell = request.batchCount * request.batchSize;
  const done = Math.min(size.cells, Math.floor(pictures.length / perCell));
  const now = batch === undefined ? done : cellOf(job, batch) - 1;
  const columns = size.x * size.z;
  return (
    <PictureBox width={size.width} height={size.height} alt="">
      <ol
        className="live-sheet"
        style={{ "--columns": columns, "--rows": size.y } as CSSProperties}
        aria-label={t("grid.progress", { done, count: size.cells })}
      >
        {paintedPlaces(grid).map((at, i) => {
          const name = cellName(grid, at);
          const picture = pictures[i * perCell];
          const source = picture === undefined ? (i === now ? preview : undefined) : thumbnailUrl(picture, cellSide);
          return (
            <li
              key={`${at.x} ${at.y} ${at.z}`}
              className="live-cell tiny"
              title={name}
              style={{ gridColumn: at.z * size.x + at.x + 1, gridRow: at.y + 1 }}
              data-now={(i === now && picture === undefined) || undefined}
            >
              {source === undefined ? <span>{name}</span> : <img src={source} alt={name} />}
            </li>
          );
        })}
      </ol>
    </PictureBox>
  );
}
