import type { Job, Picture } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, thumbnailUrl } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { isSheet } from "./grid-draft.ts";
import { cellName, gridValues, paintedPlaces } from "./sheet-places.ts";
import "./grid.css";

interface SheetCellsProps {
  readonly sheet: Picture;
  /** The cell that is shown, if one is. */
  readonly shownId: string | undefined;
  readonly onShow: (picture: Picture) => void;
}

/** Side of a cell's picture, CSS pixels. */
const cellSide = 64;

/** The pictures that a sheet was put together from, each a click away. Nothing where its job is forgotten. */
export function SheetCells({ sheet, shownId, onShow }: SheetCellsProps): ReactElement | null {
  const { t } = useTranslation();
  const { jobId = "" } = sheet;
  const { data: finished = [], isSuccess } = useQuery(queries.finishedJobs);
  const known = finished.find(({ id }) => id === jobId);
  const isOfGrid = isSheet(sheet.recipe.extra) && jobId !== "";
  const { data: asked } = useQuery({
    queryKey: ["job", jobId],
    queryFn: () => api.job(jobId),
    enabled: isOfGrid && isSuccess && known === undefined,
    retry: false,
  });
  const cells = isOfGrid ? cellsOf(known ?? asked, sheet) : [];
  if (cells.length === 0) return null;
  const columns = Math.max(...cells.map(({ column }) => column));
  return (
    <section aria-label={t("grid.cellsTitle")}>
      <h3 className="section-title">{t("grid.cellsTitle")}</h3>
      <ul className="sheet-cells" style={{ "--columns": columns } as CSSProperties}>
        {cells.map(({ id, name, column, row }) => (
          <li key={id} style={{ gridColumn: column, gridRow: row }}>
            <button
              type="button"
              className="result sheet-cell"
              title={name}
              aria-label={name}
              aria-pressed={id === shownId}
              onClick={() => api.picture(id).then(onShow).catch(sayProblem)}
            >
              <img src={thumbnailUrl(id, 2 * cellSide)} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SheetCell {
  readonly id: string;
  readonly name: string;
  /** From 1, as on the sheet. */
  readonly column: number;
  readonly row: number;
}

/** The first picture of each cell, where it stands on the sheet. */
function cellsOf(job: Job | undefined, sheet: Picture): SheetCell[] {
  const { grid, batchCount = 1, batchSize = 1 } = job?.request ?? {};
  if (job === undefined || grid === undefined) return [];
  const ids = job.pictures.filter((id) => id !== sheet.id);
  const across = gridValues(grid).x.length;
  return paintedPlaces(grid).flatMap((at, i) => {
    const id = ids[i * batchCount * batchSize];
    const place = { column: at.z * across + at.x + 1, row: at.y + 1 };
    return id === undefined ? [] : [{ id, name: cellName(grid, at), ...place }];
  });
}
