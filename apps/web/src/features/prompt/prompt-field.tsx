import { Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, type ReactElement, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { createStore, useStore } from "../../ui/store.ts";
import { sameTime } from "../draft/draft-history.ts";
import { markedFields } from "../draft/draft-path.ts";
import { draftHistory, draftStore, setDraft } from "../draft/draft-store.ts";
import { redoDraft, undoDraft } from "../draft/undo.ts";
import type { CompletionName } from "./completions.ts";
import type { PromptEditorProps } from "./prompt-editor.tsx";
import { promptTokens } from "./prompt-tokens.ts";
import { useTokenCount } from "./use-token-count.ts";
import "./prompt-field.css";

/** The editor, once it was fetched. */
const fetchedEditor = createStore<{ readonly Editor: ComponentType<PromptEditorProps> } | undefined>(undefined);

async function fetchEditor(): Promise<void> {
  const { default: Editor } = await import("./prompt-editor.tsx");
  fetchedEditor.set({ Editor });
}

interface PromptFieldProps {
  readonly name: "prompt" | "negativePrompt";
  readonly label: string;
  readonly hint: string;
  readonly onGenerate: () => void;
}

/**
 * A prompt with its label and token count. The editor is fetched when it is wanted: the pointer or focus is here, or there
 * is syntax to colour. Until it has arrived, a plain field of the same size takes the words.
 */
export function PromptField({ name, label, hint, onGenerate }: PromptFieldProps): ReactElement {
  const draft = useStore(draftStore);
  const value = draft[name];
  const marked = useStore(markedFields);
  const id = useId();
  const plain = useRef<HTMLTextAreaElement>(null);
  const fetched = useStore(fetchedEditor);
  const [isReached, setReached] = useState(false);
  const isWanted = fetched === undefined && (isReached || promptTokens(value).length > 0);
  useEffect(() => {
    if (isWanted) void fetchEditor();
  }, [isWanted]);
  const styles = useStyleNames(name, isReached);
  const change = (text: string, by: "hand" | "history" = "hand") =>
    void setDraft({ [name]: text }, "edit", by === "history" ? sameTime : Date.now());
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the field is about to be used
    <div
      className="prompt-field"
      onFocus={() => setReached(true)}
      onPointerEnter={() => setReached(true)}
      data-prompt={name}
      data-drop={name}
      data-marked={marked.has(name) || undefined}
    >
      <div className="prompt-head">
        <label className="knob-label" htmlFor={id} style={{ cursor: "default" }}>
          {label}
        </label>
        <TokenCount text={value} />
      </div>
      <div className={`prompt-box prompt-box-${name}`}>
        {fetched === undefined ? (
          <textarea
            ref={plain}
            id={id}
            className="prompt-plain"
            aria-label={label}
            placeholder={hint}
            value={value}
            spellCheck={false}
            onChange={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <fetched.Editor
            value={value}
            label={label}
            hint={hint}
            styles={styles}
            cursor={() => (document.activeElement === plain.current ? plain.current?.selectionEnd : undefined)}
            onChange={change}
            onGenerate={onGenerate}
            onHistory={(way) => movesWhole(way, name)}
          />
        )}
      </div>
    </div>
  );
}

/** The styles that can be written into this prompt by their names; fetched once it is used. */
function useStyleNames(name: "prompt" | "negativePrompt", isReached: boolean): readonly CompletionName[] {
  const { data: { styles } = {} } = useQuery({ ...queries.styles, enabled: isReached });
  return useMemo(
    () => [
      ...(styles ?? []).flatMap((style): CompletionName[] =>
        style[name] === "" ? [] : [{ kind: "style", stem: style.name, words: style[name] }],
      ),
    ],
    [styles, name],
  );
}

/** How many tokens the text encoder reads, of how many it takes at a time. */
function TokenCount({ text }: { text: string }): ReactElement | null {
  const { t } = useTranslation();
  const tokens = useTokenCount(text);
  if (tokens === undefined) return null;
  return (
    <Tooltip label={`${t("create.tokensWhy")} ${t("create.attentionHint")}`} position="top-end">
      <span
        className="tiny tabular faded"
        title={t("create.tokens", { count: tokens.count, limit: tokens.limit })}
        data-over={tokens.limit > 75 || undefined}
      >
        {tokens.count}/{tokens.limit}
      </span>
    </Tooltip>
  );
}

/**
 * Whether the prompt's last words came with other fields, or by an action: then all of that is taken back, or done again.
 * What was typed is the field's own.
 */
function movesWhole(way: "back" | "forward", name: "prompt" | "negativePrompt"): boolean {
  const { done, undone } = draftHistory.get();
  const step = way === "back" ? done.at(-1) : undone.at(-1);
  if (step === undefined || step.name === "edit" || !step.changes.some(({ field }) => field === name)) return false;
  if (way === "back") undoDraft();
  else redoDraft();
  return true;
}
