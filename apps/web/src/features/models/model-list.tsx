import type { ModelEntry } from "@danfang/domain";
import { useElementSize } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ModelCard } from "./model-card.tsx";

interface ModelListProps {
  readonly models: readonly ModelEntry[];
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** Height of a card, and the room between two, CSS pixels: models.css has the same. */
const cardHeight = 168;
const gap = 12;
const narrowestCard = 320;

/** Cards in rows of one height; of ten thousand only those near the window are drawn. */
export function ModelList({ models, openId, onOpen }: ModelListProps): ReactElement {
  const { t } = useTranslation();
  const scroller = useRef<HTMLElement>(null);
  const { ref, width } = useElementSize<HTMLUListElement>();
  const columns = Math.max(1, Math.floor((width + gap) / (narrowestCard + gap)));
  const virtualizer = useVirtualizer({
    count: width > 0 ? Math.ceil(models.length / columns) : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 2,
    useFlushSync: false,
  });
  return (
    <section ref={scroller} className="models-scroll" aria-label={t("models.list")}>
      <ul ref={ref} className="model-cards" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().flatMap(({ index, start }) =>
          models.slice(index * columns, (index + 1) * columns).map((model, column) => (
            <li
              key={model.id}
              className="model-place"
              aria-setsize={models.length}
              aria-posinset={index * columns + column + 1}
              style={{
                transform: `translateY(${start}px)`,
                left: `calc((100% + ${gap}px) / ${columns} * ${column})`,
                width: `calc((100% + ${gap}px) / ${columns} - ${gap}px)`,
              }}
            >
              <ModelCard model={model} isOpen={model.id === openId} onOpen={onOpen} />
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
