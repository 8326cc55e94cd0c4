import { Button, Checkbox, ScrollArea, TextInput } from "@mantine/core";
import { IconDeviceFloppy, IconTextPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type SavedStyle } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useStore } from "../../ui/store.ts";
import { say, sayProblem, sayWithUndo } from "../../ui/toasts.ts";
import { draftStore, stepDraftBackTo } from "../draft/draft-store.ts";
import { insertStyle } from "./insert-style.ts";
import { toggleStyle } from "./toggle-style.ts";

const forgetStyles = () => void queryClient.invalidateQueries({ queryKey: queries.styles.queryKey });

/** All styles: to tick, to put into the prompts, to delete; and a line to save one. */
export function StyleList({ onDone }: { onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const { data: { styles, problems } = { styles: [], problems: [] } } = useQuery(queries.styles);
  const { styles: chosen } = useStore(draftStore);
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = styles.filter((style) => `${style.name} ${style.prompt}`.toLowerCase().includes(wanted));
  function insert(style: SavedStyle) {
    insertStyle(style);
    onDone();
  }
  return (
    <div className="style-list">
      {problems.map((problem) => (
        <ProblemNotice key={problem.message} problem={problem} />
      ))}
      {styles.length > 0 && (
        <TextInput
          size="sm"
          data-autofocus
          aria-label={t("common.search")}
          placeholder={t("common.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={300} type="auto">
        {found.length === 0 && (styles.length > 0 || problems.length === 0) && (
          <p className="faded small style-empty">{styles.length === 0 ? t("styles.empty") : t("top.noMatch")}</p>
        )}
        <ul>
          {found.map((style) => (
            <StyleRow
              key={style.name}
              style={style}
              isChosen={chosen.includes(style.name)}
              onInsert={() => insert(style)}
            />
          ))}
        </ul>
      </ScrollArea.Autosize>
      <SaveStyle />
    </div>
  );
}

interface StyleRowProps {
  readonly style: SavedStyle;
  readonly isChosen: boolean;
  readonly onInsert: () => void;
}

function StyleRow({ style, isChosen, onInsert }: StyleRowProps): ReactElement {
  const { t } = useTranslation();
  const { name, prompt, negativePrompt, isOwn } = style;
  return (
    <li className="style-row">
      <Checkbox
        className="grow"
        size="sm"
        label={name}
        description={<span className="style-words mono">{prompt || negativePrompt}</span>}
        checked={isChosen}
        onChange={() => toggleStyle(name)}
      />
      <IconAction label={t("styles.insert", { name })} size={30} onClick={onInsert}>
        <IconTextPlus size={16} stroke={1.5} />
      </IconAction>
      {isOwn && (
        <IconAction label={t("styles.delete", { name })} size={30} onClick={() => void remove(style)}>
          <IconTrash size={16} stroke={1.5} />
        </IconAction>
      )}
    </li>
  );
}

async function remove(style: SavedStyle): Promise<void> {
  const { name, prompt, negativePrompt } = style;
  try {
    await api.removeStyle(name);
    const step = draftStore.get().styles.includes(name) ? toggleStyle(name) : undefined;
    const bringBack = () => {
      if (step !== undefined) stepDraftBackTo(step.id);
      void api.addStyle({ name, prompt, negativePrompt }).then(forgetStyles, sayProblem);
    };
    sayWithUndo(i18next.t("styles.deleted", { name }), bringBack);
  } catch (error) {
    sayProblem(error);
  }
  forgetStyles();
}

/** The prompts as they stand, under a name. */
function SaveStyle(): ReactElement {
  const { t } = useTranslation();
  const { prompt, negativePrompt } = useStore(draftStore);
  const [name, setName] = useState("");
  const canSave = name.trim() !== "" && (prompt.trim() !== "" || negativePrompt.trim() !== "");
  async function save() {
    try {
      await api.addStyle({ name: name.trim(), prompt, negativePrompt });
      say(t("styles.saved", { name: name.trim() }));
      setName("");
    } catch (error) {
      sayProblem(error);
    }
    forgetStyles();
  }
  return (
    <form
      className="style-save"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) void save();
      }}
    >
      <TextInput
        className="grow"
        size="sm"
        aria-label={t("styles.saveAs")}
        placeholder={t("styles.saveAs")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="sm"
        variant="default"
        disabled={!canSave}
        leftSection={<IconDeviceFloppy size={16} stroke={1.5} />}
      >
        {t("styles.save")}
      </Button>
    </form>
  );
}
