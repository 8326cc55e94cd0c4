import type { Picture } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { thumbnailUrl } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { isSheet } from "../draft/grid-draft.ts";
import { cellsOfSheet } from "./cells-of-sheet.ts";
import "./grid.css";

interface SheetCellsProps {
  readonly sheet: Picture;
  /** The cell that is shown, if one is. */
  readonly shownId: string | undefined;
  readonly onShow: (picture: Picture) => void;
}

/** Side of a cell's picture, CSS pixels. */
const cellSide = 64;

/** The pictures that a sheet was put together from, each where it stands there and a click away. */
export function SheetCells({ sheet, shownId, onShow }: SheetCellsProps): ReactElement | null {
  const { t } = useTranslation();
  const { jobId = "" } = sheet;
  const isOfGrid = isSheet(sheet.recipe.extra) && jobId !== "";
  const { data } = useQuery({ ...queries.picturesOfJob(jobId), enabled: isOfGrid });
  const cells = isOfGrid && data !== undefined ? cellsOfSheet(sheet, data.pictures) : [];
  if (cells.length === 0) return null;
  const columns = Math.max(...cells.map(({ column }) => column));
  return (
    <section aria-label={t("grid.cellsTitle")}>
      <h3 className="section-title">{t("grid.cellsTitle")}</h3>
      <ul className="sheet-cells" style={{ "--columns": columns } as CSSProperties}>
        {cells.map(({ picture, name, column, row }) => (
          <li key={picture.id} style={{ gridColumn: column, gridRow: row }}>
            <button
              type="button"
              className="result sheet-cell"
              title={name}
              aria-label={name}
              aria-pressed={picture.id === shownId}
              onClick={() => onShow(picture)}
            >
              <img src={thumbnailUrl(picture.id, 2 * cellSide)} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
