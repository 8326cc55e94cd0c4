import { Button } from "@mantine/core";
import { IconHeart, IconPhoto, IconSearch, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useStore } from "../../ui/store.ts";
import { galleryFilter } from "./gallery-state.ts";

/** Why there is no picture here, and what to do about it. */
export function EmptyGallery(): ReactElement {
  const { t } = useTranslation();
  const filter = useStore(galleryFilter);
  const icon = { size: 26, stroke: 1.4 } as const;
  const clear = (
    <Button variant="default" onClick={() => galleryFilter.set({})}>
      {t("gallery.clearFilters")}
    </Button>
  );
  if (filter.text !== undefined || filter.checkpoint !== undefined || filter.sampler !== undefined)
    return (
      <EmptyState
        icon={<IconSearch {...icon} />}
        title={t("gallery.emptySearch")}
        hint={t("gallery.emptySearchHint")}
        action={clear}
      />
    );
  if (filter.deleted)
    return <EmptyState icon={<IconTrash {...icon} />} title={t("gallery.emptyBin")} hint="" action={clear} />;
  if (filter.favourite)
    return (
      <EmptyState
        icon={<IconHeart {...icon} />}
        title={t("gallery.emptyFavourites")}
        hint={t("gallery.emptyFavouritesHint")}
        action={clear}
      />
    );
  return (
    <EmptyState
      icon={<IconPhoto {...icon} />}
      title={t("gallery.empty")}
      hint={t("gallery.emptyHint")}
      action={
        <Button component={Link} to="/">
          {t("gallery.emptyAction")}
        </Button>
      }
    />
  );
}
