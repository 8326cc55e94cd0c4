import { type ListedKind, listedKinds } from "@danfang/domain";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBox, IconFolderPlus, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { Sheet } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { createKeptStore, useStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { useWide } from "../../ui/use-wide.ts";
import { findModels } from "../model-choice/find-models.ts";
import { ModelList } from "./model-list.tsx";
import { ModelPanel } from "./model-panel.tsx";
import "./models.css";

const shownKind = createKeptStore<ListedKind>(
  "danfang.modelKind",
  "checkpoint",
  (kept) => listedKinds.find((kind) => kind === kept) ?? "checkpoint",
);

/** What is there to paint with, kind by kind; one of them closely. */
export function ModelsPage(): ReactElement {
  const { t } = useTranslation();
  const isTwoColumns = useWide();
  const isWide = useRoomForPanel();
  const kind = useStore(shownKind);
  const { data: models } = useQuery(queries.models);
  const [search, setSearch] = useState("");
  const [isLooking, setLooking] = useState(false);
  const [openId, setOpenId] = useState<string>();
  const shown = useMemo(() => models && findModels(models, kind, search), [models, kind, search]);
  const counts = useMemo(
    () =>
      new Map(listedKinds.map((name) => [name, models === undefined ? undefined : findModels(models, name).length])),
    [models],
  );
  const opened = models?.find(({ id }) => id === openId);
  const open = useCallback((id: string) => setOpenId((now) => (now === id ? undefined : id)), []);
  const close = () => setOpenId(undefined);
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
    <div className="models">
      <div className="models-head">
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
            px={isTwoColumns ? "md" : 10}
            aria-label={t("common.refresh")}
            disabled={isLooking}
            onClick={() => void lookAgain()}
          >
            <IconRefresh size={17} stroke={1.5} />
            {isTwoColumns && <span style={{ marginLeft: 8 }}>{t("common.refresh")}</span>}
          </Button>
        </div>
        <KindTabs kind={kind} counts={counts} />
      </div>
      <div className="models-body">
        <div id="kind-panel" className="models-list" role="tabpanel" aria-labelledby={`kind-${kind}`}>
          {shown === undefined && <Skeleton height={140} />}
          {shown?.length === 0 && <NoModels isSearched={search !== ""} />}
          {shown !== undefined && shown.length > 0 && (
            <ModelList key={kind} models={shown} openId={openId} onOpen={open} />
          )}
        </div>
        {isWide && opened !== undefined && (
          <aside className="models-aside" aria-label={opened.stem}>
            <ModelPanel key={opened.id} model={opened} onClose={close} />
          </aside>
        )}
      </div>
      {!isWide && (
        <Sheet opened={opened !== undefined} onClose={close} position="bottom" size="85dvh" title={opened?.stem}>
          {opened !== undefined && <ModelPanel model={opened} />}
        </Sheet>
      )}
    </div>
  );
}

/** Whether the list and what is known of a model fit beside each other. */
const useRoomForPanel = (): boolean => useMediaQuery("(min-width: 1000px)", true, { getInitialValueInEffect: false });

interface KindTabsProps {
  readonly kind: ListedKind;
  readonly counts: ReadonlyMap<ListedKind, number | undefined>;
}

function KindTabs({ kind, counts }: KindTabsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="kind-tabs" role="tablist" aria-label={t("models.kinds")}>
      {listedKinds.map((name) => (
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
            const next = listedKinds[(listedKinds.indexOf(name) + by + listedKinds.length) % listedKinds.length];
            if (by === 0 || next === undefined) return;
            shownKind.set(next);
            document.getElementById(`kind-${next}`)?.focus();
          }}
        >
          {t(`kind.${name}`)}
          <span className="kind-count tabular">{counts.get(name)?.toLocaleString()}</span>
        </button>
      ))}
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
