import type { Picture } from "@danfang/domain";
import { Switch } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { pictureUrl } from "../../api/client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { compareRecipes, type FieldDifference, ownPhrases } from "../recipes/recipe-diff.ts";
import { CompareSlider } from "./compare-slider.tsx";
import "../recipes/recipe-table.css";
import "./viewer.css";

interface CompareViewProps {
  readonly pictures: readonly [Picture, Picture];
  readonly onClose: () => void;
}

/** Two pictures under a slider, and what their recipes do not share, in bold. */
export function CompareView({ pictures: [left, right], onClose }: CompareViewProps): ReactElement {
  const { t } = useTranslation();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const rows = compareRecipes(left.recipe, right.recipe);
  const shown = onlyDifferent ? rows.filter(({ differs }) => differs) : rows;
  const alt = ({ recipe }: Picture) => t("create.resultAlt", { prompt: recipe.prompt || t("create.untitled") });
  const isSame = rows.every(({ differs }) => !differs);
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen
      title={t("compare.title")}
      classNames={{ body: "compare-body", content: "viewer-content" }}
    >
      <div className="compare-stage">
        <div className="compare-room" style={{ "--ratio": left.width / left.height } as React.CSSProperties}>
          <CompareSlider
            left={{ src: pictureUrl(left.id), alt: `${t("compare.left")}: ${alt(left)}` }}
            right={{ src: pictureUrl(right.id), alt: `${t("compare.right")}: ${alt(right)}` }}
            ratio={left.width / left.height}
            label={t("compare.slider")}
          />
        </div>
      </div>
      <aside className="viewer-side" aria-label={t("compare.differences")}>
        <div className="row" style={{ justifyContent: "space-between", marginBottom: 8 }}>
          <h2 className="section-title" style={{ margin: 0 }}>
            {t("compare.differences")}
          </h2>
          <Switch
            size="sm"
            label={t("compare.onlyDifferences")}
            checked={onlyDifferent}
            onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          />
        </div>
        {isSame && <p>{t("compare.same")}</p>}
        {shown.length > 0 && <Differences rows={shown} />}
      </aside>
    </Dialog>
  );
}

function Differences({ rows }: { rows: readonly FieldDifference[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <table className="compare-table">
      <thead>
        <tr>
          <th scope="col">{t("compare.field")}</th>
          <th scope="col">{t("compare.left")}</th>
          <th scope="col">{t("compare.right")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field} data-differs={row.differs || undefined}>
            <th scope="row">{t(`field.${row.field}`)}</th>
            <td>
              <Side row={row} text={row.left} other={row.right} />
            </td>
            <td>
              <Side row={row} text={row.right} other={row.left} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type SideText = string | undefined;

/** One side of a row: prompts phrase by phrase, everything else as a whole. */
function Side({ row, text, other }: { row: FieldDifference; text: SideText; other: SideText }): ReactElement {
  if (text === undefined) return <span className="faded">–</span>;
  if (!row.differs) return <>{text}</>;
  if (row.field !== "prompt" && row.field !== "negativePrompt") return <b>{text}</b>;
  const runs = ownPhrases(text, other ?? "").map((run, i) => ({ ...run, key: `${i} ${run.text}` }));
  return <>{runs.map(({ key, text: phrase, isOwn }) => (isOwn ? <b key={key}>{phrase}</b> : phrase))}</>;
}
