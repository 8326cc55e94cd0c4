import { type FileInspection, isModelKind } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { printBytes } from "../../ui/bytes.ts";

/** Words, or lines beneath each other. */
type Fact = readonly [name: string, value: string | readonly string[] | undefined];

/** Tensors and words that decided; the file has more. */
const mostEvidence = 4;
/** Lines of an archive, or names that a pickle asks for, before the rest is counted. */
const mostLines = 12;

/** What is known about a file: how sure that is and by what, what it was trained on, what is in it, what it would do. */
export function ModelKnown({ inspection }: { readonly inspection: FileInspection }): ReactElement | null {
  const facts = [...useIdentityFacts(inspection), ...useInsideFacts(inspection)].filter(([, value]) => hasValue(value));
  if (facts.length === 0) return null;
  return (
    <dl className="question-known small">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="faded">{name}</dt>
          <dd>{typeof value === "string" ? value : <Lines lines={value ?? []} />}</dd>
        </div>
      ))}
    </dl>
  );
}

const hasValue = (value: Fact[1]): boolean => value !== undefined && value.length > 0;

function useIdentityFacts(inspection: FileInspection): Fact[] {
  const { t } = useTranslation();
  const { confidence, evidence = [], painted, variant, algorithm, rank, vectors, width } = inspection;
  const isKnown = inspection.kind !== "unknown" && confidence !== undefined;
  return [
    [t("drop.known.variant"), variant],
    [t("drop.known.confidence"), isKnown && confidence !== "unknown" ? t(`drop.known.${confidence}`) : undefined],
    [t("drop.known.evidence"), isKnown ? evidence.slice(0, mostEvidence) : undefined],
    [t("drop.known.painted"), painted === false ? t("drop.known.notPainted") : undefined],
    [t("drop.known.algorithm"), algorithm && (rank === undefined ? algorithm : `${algorithm} · rank ${rank}`)],
    [t("drop.known.vectors"), vectors === undefined ? undefined : `${vectors} × ${width ?? "?"}`],
  ];
}

function useInsideFacts({ triggerWords, tags, layers, calls = [], contents = [] }: FileInspection): Fact[] {
  const { t } = useTranslation();
  const risky = (["dangerous", "unknown"] as const).flatMap((grade) =>
    calls.filter((call) => call.grade === grade).map(({ name }) => `${name}: ${t(`drop.known.${grade}Call`)}`),
  );
  const inside = contents.map(({ name, sizeBytes, kind, baseModel = "" }) =>
    [name, printBytes(sizeBytes), isModelKind(kind) ? t(`kind.${kind}`) : "", baseModel].filter(Boolean).join(" · "),
  );
  return [
    [t("drop.known.triggerWords"), triggerWords?.join(", ")],
    [t("drop.known.tags"), tags?.map(({ tag }) => tag).join(", ")],
    [t("drop.known.layers"), layers?.join(", ")],
    [t("drop.known.calls"), risky],
    [t("drop.known.contents"), inside],
  ];
}

function Lines({ lines }: { readonly lines: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  const left = lines.length - mostLines;
  return (
    <ul className="question-lines">
      {[...new Set(lines)].slice(0, mostLines).map((line) => (
        <li key={line} className="mono tiny">
          {line}
        </li>
      ))}
      {left > 0 && <li className="tiny faded">{t("drop.known.more", { count: left })}</li>}
    </ul>
  );
}
