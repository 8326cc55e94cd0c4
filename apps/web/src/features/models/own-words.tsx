import type { ModelEntry, ModelView } from "@danfang/domain";
import { Button, TagsInput, Textarea } from "@mantine/core";
import { IconHeart, IconHeartFilled } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { markModel } from "../model-choice/mark-model.ts";

/** What its owner says of a model: favourite, tags, notes. Kept when a field is left. */
export function OwnWords({ model, view }: { model: ModelEntry; view: ModelView | undefined }): ReactElement | null {
  const { t } = useTranslation();
  const [notes, setNotes] = useState(view?.own.notes ?? "");
  if (view === undefined) return null;
  const { isFavourite = false } = model;
  return (
    <section className="model-part">
      <h3 className="section-title">{t("wall.own")}</h3>
      <Button
        size="compact-sm"
        variant="default"
        aria-pressed={isFavourite}
        leftSection={isFavourite ? <IconHeartFilled size={15} color="var(--cinnabar)" /> : <IconHeart size={15} />}
        onClick={() => void markModel(model, { isFavourite: !isFavourite })}
      >
        {t("wall.flags.favourite")}
      </Button>
      <TagsInput
        w="100%"
        size="xs"
        label={t("wall.ownTags")}
        placeholder={view.own.tags.length === 0 ? t("wall.ownTagsHint") : ""}
        value={view.own.tags}
        maxTags={100}
        onChange={(tags) => void markModel(model, { tags })}
      />
      <Textarea
        w="100%"
        size="xs"
        label={t("wall.ownNotes")}
        rows={3}
        resize="vertical"
        maxLength={20_000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        onBlur={() => {
          if (notes !== view.own.notes) void markModel(model, { notes });
        }}
      />
    </section>
  );
}
