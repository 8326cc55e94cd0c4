import { type ListedKind, listedKinds, type ModelEntry, type ModelFilter, type ModelSort } from "@danfang/domain";
import { Button, Loader } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFilter, IconRefresh } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { modelQueries } from "../../api/model-queries.ts";
import { queryClient } from "../../api/queries.ts";
import { Sheet } from "../../ui/dialog.tsx";
import { createKeptStore, createStore, useStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { useWide } from "../../ui/use-wide.ts";
import { draftStore } from "../draft/draft-store.ts";
import { isOtherFamily } from "../model-choice/families.ts";
import { KindTabs } from "../model-choice/kind-tabs.tsx";
import { ModelWall } from "../model-choice/model-wall.tsx";
import { NoModels } from "../model-choice/no-models.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { WallBar } from "../model-choice/wall-bar.tsx";
import { WallCard } from "../model-choice/wall-card.tsx";
import { WallFacets } from "../model-choice/wall-facets.tsx";
import { insertWord } from "../prompt/put-words.ts";
import { isChoosable } from "./choose-model.ts";
import { ModelPanel } from "./model-panel.tsx";
import { useModelNow } from "./use-model.tsx";
import "./models.css";

const shownKind = createKeptStore<ListedKind>(
  "danfang.modelKind",
  "checkpoint",
  (kept) => listedKinds.find((kind) => kind === kept) ?? "checkpoint",
);
/** What is wanted of that kind; forgotten with the page. */
export const wallFilter = createStore<Omit<ModelFilter, "kind" | "text">>({});
const wallSort = createStore<ModelSort>("name");

/** What there is to paint with, kind by kind; one of them closely. */
export function ModelsPage(): ReactElement {
  const { t } = useTranslation();
  const isWide = useRoomForPanel();
  const hasRail = useRoomForRail();
  const kind = useStore(shownKind);
  const sort = useStore(wallSort);
  const more = useStore(wallFilter);
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<ModelEntry>();
  const [isFiltering, setFiltering] = useState(false);
  const filter: ModelFilter = { ...more, kind, ...(text.trim() === "" ? {} : { text: text.trim() }) };
  const wish = { ...filter, sort };
  const { data: facets } = useQuery(modelQueries.facets(filter));
  const { data: first } = useQuery({ ...modelQueries.page(wish, 0), placeholderData: keepPreviousData });
  const checkpoint = useNamedModel("checkpoint", useStore(draftStore).checkpoint);
  const open = useCallback((model: ModelEntry) => setOpened((now) => (now?.id === model.id ? undefined : model)), []);
  const close = () => setOpened(undefined);
  const showAll = () => {
    wallFilter.set({});
    setText("");
  };
  const rail = (
    <WallFacets
      filter={filter}
      facets={facets}
      checkpoint={checkpoint}
      onChange={({ kind: _, text: __, ...next }) => wallFilter.set(next)}
    />
  );
  return (
    <div className="models">
      <div className="models-head">
        <div className="page-head">
          <h1 className="page-title grow">{t("models.title")}</h1>
          <Scanning isScanning={first?.scanning === true} />
          <WallBar text={text} sort={sort} onText={setText} onSort={wallSort.set} />
          {!hasRail && (
            <Button variant="default" px={10} aria-label={t("wall.filters")} onClick={() => setFiltering(true)}>
              <IconFilter size={18} stroke={1.5} />
            </Button>
          )}
          <LookAgain />
        </div>
        <KindTabs kinds={listedKinds} kind={kind} facets={facets} panel="kind-panel" onChoose={shownKind.set} />
      </div>
      <div className="models-body">
        {hasRail && (
          <nav className="models-rail" aria-label={t("wall.filters")}>
            {rail}
          </nav>
        )}
        <div id="kind-panel" className="models-list" role="tabpanel" aria-labelledby={`kind-panel-${kind}`}>
          {first?.total === 0 ? (
            <NoModels isFiltered={text !== "" || Object.keys(more).length > 0} onAll={showAll} />
          ) : (
            <ModelWall
              key={`${kind} ${sort}`}
              label={t("models.list")}
              wish={wish}
              total={first?.total ?? 0}
              card={(model, at) => (
                <PageCard
                  model={model}
                  at={at}
                  isOpen={model.id === opened?.id}
                  checkpoint={checkpoint}
                  onOpen={open}
                />
              )}
            />
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
      {!hasRail && (
        <Sheet
          opened={isFiltering}
          onClose={() => setFiltering(false)}
          title={t("wall.filters")}
          size="min(340px, 86vw)"
        >
          {rail}
        </Sheet>
      )}
    </div>
  );
}

interface PageCardProps {
  readonly model: ModelEntry;
  readonly at: number;
  readonly isOpen: boolean;
  readonly checkpoint: ModelEntry | null | undefined;
  readonly onOpen: (model: ModelEntry) => void;
}

function PageCard({ model, at, isOpen, checkpoint, onOpen }: PageCardProps): ReactElement {
  const { t } = useTranslation();
  const use = useModelNow();
  return (
    <WallCard
      model={model}
      at={at}
      isMarked={isOpen}
      isOther={isOtherFamily(model, checkpoint)}
      label={t("wall.look")}
      onPress={onOpen}
      onWord={insertWord}
      action={{ label: isChoosable(model) ? t("models.use") : t("models.insert"), onPress: use }}
    />
  );
}

/** Whether the list and what is known of a model fit beside each other. */
const useRoomForPanel = (): boolean => useMediaQuery("(min-width: 1000px)", true, { getInitialValueInEffect: false });
const useRoomForRail = (): boolean => useMediaQuery("(min-width: 900px)", true, { getInitialValueInEffect: false });

/** That folders are looked through; what is found so far is there already. */
function Scanning({ isScanning }: { isScanning: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className="row small faded models-scanning" role="status">
      {isScanning && (
        <>
          <Loader size={14} /> {t("wall.scanning")}
        </>
      )}
    </span>
  );
}

function LookAgain(): ReactElement {
  const { t } = useTranslation();
  const isTwoColumns = useWide();
  const [isLooking, setLooking] = useState(false);
  async function lookAgain() {
    setLooking(true);
    try {
      await api.scanModels();
      await queryClient.invalidateQueries({ queryKey: ["models"] });
      const { total } = await api.modelFacets({});
      say(t("models.refreshed", { count: total }));
    } catch (error) {
      sayProblem(error);
    }
    setLooking(false);
  }
  return (
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
  );
}
