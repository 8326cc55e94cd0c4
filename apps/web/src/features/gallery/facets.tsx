import { IconHeart, IconPhoto, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PictureFilter } from "../../api/client.ts";
import { queries } from "../../api/queries.ts";
import { Facet } from "../../ui/facet.tsx";
import { useStore } from "../../ui/store.ts";
import { galleryFilter } from "./gallery-state.ts";

/** Which pictures: all, favourites or the bin, and by checkpoint and sampler, with counts. */
export function Facets(): ReactElement {
  const { t } = useTranslation();
  const filter = useStore(galleryFilter);
  const { data: facets } = useQuery(queries.facets);
  const icon = { size: 17, stroke: 1.5 } as const;
  const place = (isOn: boolean, label: string, symbol: ReactNode, change: PictureFilter) => (
    <Facet
      isOn={isOn}
      label={label}
      icon={symbol}
      onClick={() => galleryFilter.set(({ favourite: _f, deleted: _d, job: _j, ...rest }) => ({ ...rest, ...change }))}
    />
  );
  return (
    <div className="facets">
      {place(
        !filter.favourite && !filter.deleted && filter.job === undefined,
        t("gallery.all"),
        <IconPhoto {...icon} />,
        {},
      )}
      {place(filter.favourite === true, t("gallery.favourites"), <IconHeart {...icon} />, { favourite: true })}
      {place(filter.deleted === true, t("gallery.bin"), <IconTrash {...icon} />, { deleted: true })}
      {(["checkpoint", "sampler"] as const).map((kind) => {
        const values = facets?.[`${kind}s`] ?? [];
        if (values.length === 0) return null;
        return (
          <div key={kind} className="facet-group">
            <h2 className="section-title">{t(`gallery.${kind}s`)}</h2>
            {values.map(({ name, count }) => (
              <Facet
                key={name}
                isOn={filter[kind] === name}
                label={name}
                count={count}
                onClick={() =>
                  galleryFilter.set(({ [kind]: now, job: _, ...rest }) =>
                    now === name ? rest : { ...rest, [kind]: name },
                  )
                }
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}
