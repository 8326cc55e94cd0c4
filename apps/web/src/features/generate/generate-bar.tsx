import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconArrowDownLeft, IconChevronUp, IconEraser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import type { Draft } from "../draft/draft.ts";
import { draftStore } from "../draft/draft-store.ts";
import { requestOf } from "../draft/order.ts";
import { gridSize } from "../grid/grid-size.ts";
import { hasMoreBatches, skip, stop, stopAfterThis } from "../queue/brakes.ts";
import { pasteFromPrompt } from "../transfer/paste.ts";
import { clearFields } from "./clear-fields.ts";

const repeats = [2, 4, 8, 16] as const;

/** How many cells the next order paints; undefined where it is one picture. */
function cellsOf(draft: Draft): number | undefined {
  const order = draft.grid.isOn ? requestOf(draft) : undefined;
  return order?.grid === undefined ? undefined : gridSize(order).cells;
}

/** The one action, and the ↙ that fills everything. */
export function GenerateBar({ onGenerate }: { onGenerate: (times: number) => void }): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const { checkpoint } = draft;
  const cells = cellsOf(draft);
  return (
    <div className="generate-bar">
      <Tooltip label={t("create.pasteHint")} position="top-start">
        <Button
          variant="default"
          size="md"
          className="paste-button"
          aria-label={t("create.paste")}
          leftSection={<IconArrowDownLeft size={18} stroke={1.7} />}
          onClick={() => void pasteFromPrompt()}
        >
          {t("create.paste")}
        </Button>
      </Tooltip>
      <Tooltip label={t("create.reset")}>
        <ActionIcon variant="default" size={42} aria-label={t("create.reset")} onClick={clearFields}>
          <IconEraser size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Button.Group className="grow">
        <Button
          size="md"
          fullWidth
          className="generate-button"
          disabled={checkpoint === undefined}
          aria-keyshortcuts="Control+Enter"
          onClick={() => onGenerate(1)}
        >
          {cells === undefined ? t("create.generate") : t("grid.generate", { count: cells })}
          <span className="generate-keys" aria-hidden>
            Ctrl ⏎
          </span>
        </Button>
        <TimesMenu isDisabled={checkpoint === undefined} onGenerate={onGenerate} />
      </Button.Group>
    </div>
  );
}

interface TimesMenuProps {
  readonly isDisabled: boolean;
  readonly onGenerate: (times: number) => void;
}

/** The same several times over; and, while something is painted, how to end it. */
function TimesMenu({ isDisabled, onGenerate }: TimesMenuProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu position="top-end" width={190}>
      <Menu.Target>
        <Button size="md" px={10} className="generate-more" disabled={isDisabled} aria-label={t("create.timesHint")}>
          <IconChevronUp size={18} stroke={1.7} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <BrakeItems />
        <Menu.Label>{t("create.timesHint")}</Menu.Label>
        {repeats.map((times) => (
          <Menu.Item key={times} onClick={() => onGenerate(times)}>
            × {times}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** While something is painted: how to end it, where the thumb is. */
function BrakeItems(): ReactElement | null {
  const { t } = useTranslation();
  const { data: active = [] } = useQuery(queries.activeJobs);
  const job = active.find(({ state }) => state === "running");
  if (job === undefined) return null;
  return (
    <>
      <Menu.Label>{t("queue.running")}</Menu.Label>
      {hasMoreBatches(job) && (
        <>
          <Menu.Item onClick={() => void skip(job)}>{t("create.skip")}</Menu.Item>
          <Menu.Item disabled={job.endsAfterBatch === true} onClick={() => void stopAfterThis(job)}>
            {t("create.stopAfter")}
          </Menu.Item>
        </>
      )}
      <Menu.Item onClick={() => void stop(job)}>{t("create.stop")}</Menu.Item>
      <Menu.Divider />
    </>
  );
}
