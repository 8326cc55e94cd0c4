import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { places } from "./places.ts";

/** The places: a column at the left, or a bar under the thumb on a phone. */
export function Rail(): ReactElement {
  const { t } = useTranslation();
  const { data: queue } = useQuery(queries.queue);
  const busy = (queue?.queued ?? 0) + (queue?.running ?? 0);
  return (
    <nav className="rail" aria-label={t("nav.label")}>
      {places.map(({ to, name, icon: PlaceIcon }) => (
        <Link key={to} to={to} className="rail-link" activeOptions={{ exact: true }}>
          <span className="rail-icon">
            <PlaceIcon size={22} stroke={1.5} aria-hidden />
            {name === "queue" && busy > 0 && (
              <span className="rail-count tabular" aria-hidden>
                {busy > 99 ? "99+" : busy}
              </span>
            )}
          </span>
          <span>{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
