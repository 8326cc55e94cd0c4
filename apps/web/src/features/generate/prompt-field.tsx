import { Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactElement, Suspense, useId, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import type { CompletionName } from "./completions.ts";
import { draftStore, markedFields, setDraft } from "./draft.ts";
import { useTokenCount } from "./use-token-count.ts";
import "./prompt-field.css";

const PromptEditor = lazy(() => import("./prompt-editor.tsx"));

interface PromptFieldProps {
  readonly name: "prompt" | "negativePrompt";
  readonly label: string;
  readonly hint: string;
  readonly onGenerate: () => void;
}

/** A prompt with its label and token count. Until the editor has arrived, a plain field of the same size takes the words. */
export function PromptField({ name, label, hint, onGenerate }: PromptFieldProps): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const marked = useStore(markedFields);
  const { data: models } = useQuery(queries.models);
  const id = useId();
  const wasFocused = useRef(false);
  const value = draft[name];
  const tokens = useTokenCount(value);
  const names = useMemo<CompletionName[]>(
    () =>
      (models ?? []).flatMap(({ kind, stem }) =>
        kind === "embedding" || kind === "lora" || kind === "hypernetwork" ? [{ kind, stem }] : [],
      ),
    [models],
  );
  const change = (text: string) => setDraft({ [name]: text });
  return (
    <div className="prompt-field" data-prompt={name} data-marked={marked.has(name) || undefined}>
      <div className="prompt-head">
        <label className="knob-label" htmlFor={id} style={{ cursor: "default" }}>
          {label}
        </label>
        {tokens !== undefined && (
          <Tooltip label={`${t("create.tokensWhy")} ${t("create.attentionHint")}`} position="top-end">
            <span
              className="tiny tabular faded"
              title={t("create.tokens", { count: tokens.count, limit: tokens.limit })}
              data-over={tokens.limit > 75 || undefined}
            >
              {tokens.count}/{tokens.limit}
            </span>
          </Tooltip>
        )}
      </div>
      <div className={`prompt-box prompt-box-${name}`}>
        <Suspense
          fallback={
            <textarea
              id={id}
              className="prompt-plain"
              aria-label={label}
              placeholder={hint}
              value={value}
              spellCheck={false}
              onFocus={() => {
                wasFocused.current = true;
              }}
              onBlur={() => {
                wasFocused.current = false;
              }}
              onChange={(event) => change(event.currentTarget.value)}
            />
          }
        >
          <PromptEditor
            value={value}
            label={label}
            hint={hint}
            names={names}
            autoFocus={wasFocused.current}
            onChange={change}
            onGenerate={onGenerate}
          />
        </Suspense>
      </div>
    </div>
  );
}
