import type { ModelEntry } from "@danfang/domain";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { IconBox, IconFolderPlus, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { createKeptStore, useStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { findModels } from "./find-models.ts";
import { ModelCard } from "./model-card.tsx";
import "./models.css";

export const modelKinds = ["checkpoint", "vae", "lora", "hypernetwork", "embedding", "upscaler"] as const;
const shownKind = createKeptStore<ModelEntry["kind"]>(
  "danfang.modelKind",
  "checkpoint",
  (kept) => modelKinds.find((kind) => kind === kept) ?? "checkpoint",
);

/** What is there to paint with, kind by kind. */
export function ModelsPage(): ReactElement {
  const { t } = useTranslation();
  const kind = useStore(shownKind);
  const { data: models } = useQuery(queries.models);
  const [search, setSearch] = useState("");
  const [isLooking, setLooking] = useState(false);
  const shown = models === undefined ? undefined : findModels(models, kind, search);
  async function lookAgain() {
    setLooking(true);
    try {
      const found = await api.refreshModels();
      queryClient.setQueryData(queries.models.queryKey, found);
      say(t("models.refreshed", { count: found.length }));
    } catch (error) {
      sayProblem(error);
    }
    setLooking(false);
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title grow">{t("models.title")}</h1>
        <TextInput
          type="search"
          aria-label={t("models.search")}
          placeholder={t("models.search")}
          leftSection={<IconSearch size={17} stroke={1.5} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconRefresh size={17} stroke={1.5} />}
          disabled={isLooking}
          onClick={() => void lookAgain()}
        >
          {t("common.refresh")}
        </Button>
      </div>
      <div className="kind-tabs" role="tablist" aria-label={t("models.kinds")}>
        {modelKinds.map((name) => (
          <button
            key={name}
            id={`kind-${name}`}
            type="button"
            role="tab"
            aria-selected={name === kind}
            aria-controls="kind-panel"
            tabIndex={name === kind ? 0 : -1}
            className="kind-tab"
            onClick={() => shownKind.set(name)}
            onKeyDown={(event) => {
              const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
              const next = modelKinds[(modelKinds.indexOf(name) + by + modelKinds.length) % modelKinds.length];
              if (by === 0 || next === undefined) return;
              shownKind.set(next);
              document.getElementById(`kind-${next}`)?.focus();
            }}
          >
            {t(`models.${name}`)}
            <span className="kind-count tabular">{models === undefined ? "" : findModels(models, name).length}</span>
          </button>
        ))}
      </div>
      <div id="kind-panel" role="tabpanel" aria-labelledby={`kind-${kind}`}>
        {shown === undefined && <Skeleton height={140} />}
        {shown?.length === 0 && <NoModels isSearched={search !== ""} />}
        <ul className="model-cards">
          {shown?.map((model) => (
            <ModelCard key={model.id} model={model} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function NoModels({ isSearched }: { isSearched: boolean }): ReactElement {
  const { t } = useTranslation();
  if (isSearched)
    return <EmptyState icon={<IconSearch size={26} stroke={1.4} />} title={t("models.emptySearch")} hint="" />;
  return (
    <EmptyState
      icon={<IconBox size={26} stroke={1.4} />}
      title={t("models.empty")}
      hint={t("models.emptyHint")}
      action={
        <div className="row">
          <Button
            component={Link}
            to="/settings"
            variant="default"
            leftSection={<IconFolderPlus size={17} stroke={1.5} />}
          >
            {t("models.addFolder")}
          </Button>
          <Button component={Link} to="/help" variant="subtle" color="gray">
            {t("models.whatIs")}
          </Button>
        </div>
      }
    />
  );
}
