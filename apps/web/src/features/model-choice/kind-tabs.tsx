import { type ListedKind, type ModelFacets, ownValue } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

interface KindTabsProps {
  readonly kinds: readonly ListedKind[];
  readonly kind: ListedKind;
  readonly facets: ModelFacets | undefined;
  /** The element that they show something else in. */
  readonly panel: string;
  readonly onChoose: (kind: ListedKind) => void;
}

const ways: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Kinds, each with how many there are. */
export function KindTabs({ kinds, kind, facets, panel, onChoose }: KindTabsProps): ReactElement {
  const { t } = useTranslation();
  const counts = new Map(facets?.kind.map(({ value, count }) => [value, count]));
  return (
    <div className="kind-tabs" role="tablist" aria-label={t("models.kinds")}>
      {kinds.map((name) => (
        <button
          key={name}
          id={`${panel}-${name}`}
          type="button"
          role="tab"
          aria-selected={name === kind}
          aria-controls={panel}
          tabIndex={name === kind ? 0 : -1}
          className="kind-tab"
          onClick={() => onChoose(name)}
          onKeyDown={({ key }) => {
            const by = ownValue(ways, key);
            const next = by && kinds[(kinds.indexOf(name) + by + kinds.length) % kinds.length];
            if (!next) return;
            onChoose(next);
            document.getElementById(`${panel}-${next}`)?.focus();
          }}
        >
          {t(`kind.${name}`)}
          <span className="kind-count tabular">{facets && (counts.get(name) ?? 0).toLocaleString()}</span>
        </button>
      ))}
    </div>
  );
}
