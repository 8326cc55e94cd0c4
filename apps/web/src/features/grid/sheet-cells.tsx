import type { Job, Picture } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, thumbnailUrl } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { isSheet } from "./grid-draft.ts";
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
  return (
    <section aria-label={t("grid.cellsTitle")}>
      <h3 className="section-title">{t("grid.cellsTitle")}</h3>
      <ul className="sheet-cells">
        {cells.map((id, i) => (
          <li key={id}>
            <button
              type="button"
              className="result sheet-cell"
              aria-label={t("grid.cell", { n: i + 1 })}
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

const cellsOf = (job: Job | undefined, sheet: Picture): readonly string[] =>
  job?.pictures.filter((id) => id !== sheet.id) ?? [];
