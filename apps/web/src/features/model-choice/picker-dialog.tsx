import { defined, type ListedKind, type ModelEntry, type ModelFilter, type ModelSort } from "@danfang/domain";
import { IconHeart, IconPuzzle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { createKeptStore, useStore } from "../../ui/store.ts";
import { useWide } from "../../ui/use-wide.ts";
import { isOtherFamily } from "./families.ts";
import { KindTabs } from "./kind-tabs.tsx";
import { focusFirstCard, ModelWall } from "./model-wall.tsx";
import { NoModels } from "./no-models.tsx";
import type { ModelPickerProps } from "./picker-props.ts";
import { WallBar } from "./wall-bar.tsx";
import { WallCard } from "./wall-card.tsx";

interface PickerDialogProps extends ModelPickerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The order of every picker: whoever likes another one wants it each time. */
const pickerSort = createKeptStore<ModelSort>("danfang.pickerSort", "handy", (kept) =>
  kept === "name" || kept === "newest" || kept === "used" || kept === "size" ? kept : "handy",
);

/** The wall of models over the page: one press uses one of them. */
export function PickerDialog(props: PickerDialogProps): ReactElement {
  const { label, isOpen, onClose } = props;
  const isWide = useWide();
  return (
    <Dialog
      opened={isOpen}
      onClose={onClose}
      title={label}
      size="min(1120px, 94vw)"
      fullScreen={!isWide}
      classNames={{ body: "picker-body", content: "picker-content" }}
    >
      <PickerWall {...props} />
    </Dialog>
  );
}

function PickerWall(props: PickerDialogProps): ReactElement {
  const { kinds, value, checkpoint, label, onChoose, onClose, onWord } = props;
  const { t } = useTranslation();
  const [kind, setKind] = useState<ListedKind>(kinds[0] ?? "checkpoint");
  const [more, setMore] = useState<ModelFilter>({});
  const [text, setText] = useState("");
  const sort = useStore(pickerSort);
  const place = useRef<HTMLDivElement>(null);
  const filter: ModelFilter = { ...more, kind, once: true, ...(text.trim() === "" ? {} : { text: text.trim() }) };
  const { data: facets } = useQuery(modelQueries.facets(filter));
  const wish = { ...filter, sort };
  const { data: first } = useQuery({ ...modelQueries.page(wish, 0), placeholderData: keepPreviousData });
  const choose = (model: ModelEntry) => {
    if (model.problem !== undefined) return;
    onChoose(model);
    onClose();
  };
  return (
    <div ref={place} className="picker-wall">
      <WallBar
        text={text}
        sort={sort}
        isFocused
        onText={setText}
        onSort={pickerSort.set}
        onKeyDown={(event) => {
          if (event.key === "Enter" && first?.items[0] !== undefined) choose(first.items[0]);
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          focusFirstCard(place.current);
        }}
      />
      {kinds.length > 1 && (
        <KindTabs kinds={kinds} kind={kind} facets={facets} panel="picker-panel" onChoose={setKind} />
      )}
      <PickerChips {...props} kind={kind} more={more} count={facets?.flags.favourite} onMore={setMore} />
      <div id="picker-panel" className="picker-panel">
        {first?.total === 0 && <NoModels isFiltered={text !== "" || Object.keys(more).length > 0} />}
        {(first === undefined || first.total > 0) && (
          <ModelWall
            key={kind}
            label={label}
            wish={wish}
            total={first?.total ?? 0}
            card={(model, at) => (
              <WallCard
                model={model}
                at={at}
                isMarked={[model.name, model.stem].includes(value ?? "")}
                isOther={isOtherFamily(model, checkpoint)}
                label={t("models.use")}
                onPress={choose}
                {...defined({ onWord })}
              />
            )}
          />
        )}
      </div>
    </div>
  );
}

interface PickerChipsProps extends PickerDialogProps {
  readonly kind: ListedKind;
  readonly more: ModelFilter;
  /** Of favourites. */
  readonly count: number | undefined;
  readonly onMore: (more: ModelFilter) => void;
}

/** What is no file, and what narrows the wall down. */
function PickerChips(props: PickerChipsProps): ReactElement {
  const { plain = [], value, checkpoint, kind, more, count = 0, onMore, onPlain, onClose, footer } = props;
  const { t } = useTranslation();
  const toggle = (name: "favourite" | "fits", next: true | string) => {
    const { [name]: now, ...others } = more;
    onMore(now === undefined ? { ...others, [name]: next } : others);
  };
  const canFit = checkpoint != null && kind !== "checkpoint" && kind !== "upscaler";
  return (
    <div className="picker-chips">
      {plain.map((choice) => (
        <Chip
          key={choice.value}
          isOn={choice.value === value}
          onClick={() => {
            onPlain?.(choice.value);
            onClose();
          }}
        >
          {choice.name}
          {choice.more !== undefined && <span className="faded tiny">{choice.more}</span>}
        </Chip>
      ))}
      {(count > 0 || more.favourite) && (
        <Chip isOn={more.favourite === true} onClick={() => toggle("favourite", true)}>
          <IconHeart size={15} stroke={1.6} aria-hidden /> {t("wall.flags.favourite")}
        </Chip>
      )}
      {canFit && (
        <Chip isOn={more.fits !== undefined} onClick={() => toggle("fits", checkpoint.family)}>
          <IconPuzzle size={15} stroke={1.6} aria-hidden /> {t("wall.fits", { name: checkpoint.stem })}
        </Chip>
      )}
      <span className="grow" />
      {footer?.(onClose)}
    </div>
  );
}

const Chip = ({
  isOn,
  onClick,
  children,
}: {
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}): ReactElement => (
  <button type="button" className="wall-chip" aria-pressed={isOn} onClick={onClick}>
    {children}
  </button>
);
