import { applyStyles } from "@danfang/prompt";
import { Button, Checkbox, Popover, ScrollArea, TextInput } from "@mantine/core";
import { IconDeviceFloppy, IconPalette, IconTextPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type SavedStyle } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { say, sayProblem, sayWithUndo } from "../../ui/toasts.ts";
import { draftStore, setDraft } from "../generate/draft.ts";
import "./styles.css";

const forgetStyles = () => void queryClient.invalidateQueries({ queryKey: queries.styles.queryKey });

/** Adds a style to what is painted, or takes it away again. */
const toggle = (name: string) => {
  const { styles } = draftStore.get();
  setDraft({ styles: styles.includes(name) ? styles.filter((other) => other !== name) : [...styles, name] });
};

/** Styles: pieces of prompt with names. Those that are ticked are added when a picture is painted. */
export function StylesPicker(): ReactElement {
  const { t } = useTranslation();
  const { styles: chosen } = useStore(draftStore);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        width="min(400px, calc(100vw - 20px))"
        trapFocus
      >
        <Popover.Target>
          <button
            type="button"
            className="picker picker-small"
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <IconPalette size={15} stroke={1.6} aria-hidden />
            <span>{t("styles.title")}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("styles.title")}>
          <StyleList onDone={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
      {chosen.map((name) => (
        <span key={name} className="style-chip">
          <span className="clip">{name}</span>
          <button type="button" aria-label={t("styles.takeAway", { name })} onClick={() => toggle(name)}>
            <IconX size={13} stroke={1.8} aria-hidden />
          </button>
        </span>
      ))}
    </>
  );
}

function StyleList({ onDone }: { onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const { data: styles = [] } = useQuery(queries.styles);
  const { styles: chosen } = useStore(draftStore);
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = styles.filter((style) => `${style.name} ${style.prompt}`.toLowerCase().includes(wanted));
  function insert(style: SavedStyle) {
    const { prompt, negativePrompt } = draftStore.get();
    setDraft(applyStyles({ prompt, negativePrompt }, [style]));
    onDone();
  }
  return (
    <div className="style-list">
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
        {found.length === 0 && (
          <p className="faded small style-empty">{styles.length === 0 ? t("styles.empty") : t("top.noMatch")}</p>
        )}
        <ul>
          {found.map((style) => (
            <li key={style.name} className="style-row">
              <Checkbox
                className="grow"
                size="sm"
                label={style.name}
                description={<span className="style-words mono">{style.prompt || style.negativePrompt}</span>}
                checked={chosen.includes(style.name)}
                onChange={() => toggle(style.name)}
              />
              <IconAction label={t("styles.insert", { name: style.name })} size={30} onClick={() => insert(style)}>
                <IconTextPlus size={16} stroke={1.5} />
              </IconAction>
              {style.isOwn && (
                <IconAction
                  label={t("styles.delete", { name: style.name })}
                  size={30}
                  onClick={() => void remove(style)}
                >
                  <IconTrash size={16} stroke={1.5} />
                </IconAction>
              )}
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
      <SaveStyle />
    </div>
  );
}

async function remove(style: SavedStyle): Promise<void> {
  const { name, prompt, negativePrompt } = style;
  try {
    await api.removeStyle(name);
    if (draftStore.get().styles.includes(name)) toggle(name);
    const bringBack = () => void api.addStyle({ name, prompt, negativePrompt }).then(forgetStyles, sayProblem);
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
