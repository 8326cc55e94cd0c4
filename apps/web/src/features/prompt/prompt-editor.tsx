import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { changeAttention } from "./attention.ts";
import { type CompletionName, completionsOf, wantedAt } from "./completions.ts";
import { findNames } from "./find-names.ts";
import { promptTokens } from "./prompt-tokens.ts";

export interface PromptEditorProps {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  /** What else than models can be written by its name. */
  readonly styles: readonly CompletionName[];
  /** Where the cursor stands in the plain field that this replaces; undefined when it is elsewhere. */
  readonly cursor: () => number | undefined;
  readonly onChange: (value: string, by: "hand" | "history") => void;
  readonly onGenerate: () => void;
  /**
   * Asked before words are taken back or done again: whether they came with other fields, by an action that fills them,
   * and all of that was changed.
   */
  readonly onHistory: (way: "back" | "forward") => boolean;
}

const marks = Object.fromEntries(
  ["bracket", "weight", "network", "keyword", "escape", "option"].map((kind) => [
    kind,
    Decoration.mark({ class: `prompt-${kind}` }),
  ]),
);

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Characters around what is seen that are read with it: a network that begins out of sight has its colour, too. */
const around = 500;

/** Only what is seen is coloured: a pasted novel costs no more than its first page. */
function decorate({ state, visibleRanges }: EditorView): DecorationSet {
  let read = 0;
  const ranges = visibleRanges.flatMap((range) => {
    const start = Math.max(read, range.from - around);
    read = Math.max(start, Math.min(state.doc.length, range.to + around));
    const tokens = promptTokens(state.sliceDoc(start, read));
    return tokens.flatMap(({ from, to, kind }) => marks[kind]?.range(start + from, start + to) ?? []);
  });
  return Decoration.set(ranges);
}

function changeSelected(direction: 1 | -1) {
  return (view: EditorView) => {
    const { from, to } = view.state.selection.main;
    const text = view.state.doc.toString();
    const changed = changeAttention({ text, from, to }, direction);
    if (changed.text !== text)
      view.dispatch({
        changes: { from: 0, to: text.length, insert: changed.text },
        selection: { anchor: changed.from, head: changed.to },
        userEvent: "input",
      });
    return true;
  };
}

/** The prompt's text field: syntax in colours, attention by keys, names of models completed. */
export default function PromptEditor(props: PromptEditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  const labels = useRef(new Compartment());
  // Asked while the plain field still stands: in an effect it would be gone.
  const [at] = useState(props.cursor);

  useEffect(() => {
    if (host.current === null) return;
    const { value } = latest.current;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: value, extensions: extensionsOf(latest, labels.current) }),
    });
    editor.current = view;
    if (at !== undefined) {
      view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
      view.focus();
    }
    return () => view.destroy();
  }, [at]);

  useEffect(() => {
    const view = editor.current;
    if (view !== null && view.state.doc.toString() !== props.value)
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: props.value },
        annotations: isolateHistory.of("full"), // not joined with what was typed: it is taken back as a whole
      });
  }, [props.value]);

  useEffect(() => {
    editor.current?.dispatch({ effects: labels.current.reconfigure(labelling(props.label, props.hint)) });
  }, [props.label, props.hint]);

  return <div ref={host} className="prompt-editor" />;
}

const labelling = (label: string, hint: string): Extension => [
  EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
  placeholder(hint),
];

function extensionsOf(latest: { current: PromptEditorProps }, labels: Compartment): Extension {
  const generate = () => {
    latest.current.onGenerate();
    return true;
  };
  const leave = (view: EditorView) => {
    view.contentDOM.blur();
    return true;
  };
  const step = (way: "back" | "forward", own: (view: EditorView) => boolean) => (view: EditorView) =>
    latest.current.onHistory(way) ? own(view) || true : own(view);
  return [
    Prec.high(
      keymap.of([
        { key: "Mod-z", run: step("back", undo) },
        { key: "Mod-y", mac: "Mod-Shift-z", run: step("forward", redo) },
        { key: "Mod-Enter", run: generate },
        { key: "Ctrl-ArrowUp", mac: "Cmd-ArrowUp", run: changeSelected(1) },
        { key: "Ctrl-ArrowDown", mac: "Cmd-ArrowDown", run: changeSelected(-1) },
      ]),
    ),
    history(),
    autocompletion({ override: [(context) => complete(context, latest.current.styles)], icons: false }),
    keymap.of([...completionKeymap, ...historyKeymap, { key: "Escape", run: leave }, ...defaultKeymap]),
    EditorView.lineWrapping,
    colours,
    labels.of(labelling(latest.current.label, latest.current.hint)),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      const isHistory = update.transactions.some((one) => one.isUserEvent("undo") || one.isUserEvent("redo"));
      latest.current.onChange(update.state.doc.toString(), isHistory ? "history" : "hand");
    }),
  ];
}

async function complete(
  context: CompletionContext,
  styles: readonly CompletionName[],
): Promise<CompletionResult | null> {
  const wanted = wantedAt(context.state.doc.sliceString(0, context.pos), context.explicit);
  if (wanted === undefined) return null;
  const options = completionsOf(wanted, [...(await findNames(wanted)), ...styles]);
  if (options.length === 0 || context.aborted) return null;
  return {
    from: wanted.from,
    options: options.map(({ label, insert, detail }) => ({ label, apply: insert, detail })),
    filter: false,
  };
}
