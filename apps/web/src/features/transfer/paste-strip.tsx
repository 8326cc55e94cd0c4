import { findingIn, isModelKind } from "@danfang/domain";
import { Button, CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { Fragment, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { isDone } from "../draft/draft-history.ts";
import { draftHistory } from "../draft/draft-store.ts";
import { undoTo } from "../draft/undo.ts";
import { type PasteResult, pasteResult } from "../recipes/apply-recipe.ts";
import "./paste.css";

/** What the last paste did: how much was set, what is missing, what was not understood. */
export function PasteStrip(): ReactElement | null {
  const result = useStore(pasteResult);
  const history = useStore(draftHistory);
  if (result === undefined || result.count === 0) return null;
  const isTakenBack = result.step !== undefined && !isDone(history, result.step);
  return isTakenBack ? null : <Strip result={result} />;
}

function Strip({ result }: { result: PasteResult }): ReactElement {
  const { t } = useTranslation();
  const unfollowed = result.unknown.length + result.findings.length;
  const [isShown, setShown] = useState(false);
  const kindOf = (name: string) => (isModelKind(name) ? t(`kind.${name}`) : name);
  return (
    <div className="paste-strip" role="status">
      <div className="row" style={{ alignItems: "flex-start" }}>
        <div className="paste-strip-facts grow">
          <span className="row jade">
            <IconCheck size={15} stroke={2} aria-hidden />
            {t("paste.set", { count: result.count })}
          </span>
          {result.checkpoint === "found" && <span className="jade">{t("paste.found")}</span>}
          {result.missing.map(({ kind, name, hash }) => (
            <span key={`${kind} ${name ?? hash}`} className="row amber">
              <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
              {t("paste.missing", { kind: kindOf(kind), name: name ?? hash ?? "" })}
            </span>
          ))}
          {unfollowed > 0 && (
            <span className="faded">
              {t("paste.unknown", { count: unfollowed })}{" "}
              <button
                type="button"
                className="plain-button link"
                aria-expanded={isShown}
                onClick={() => setShown(!isShown)}
              >
                {isShown ? t("common.hide") : t("common.show")}
              </button>
            </span>
          )}
        </div>
        {result.step !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => undoTo(result.step ?? 0)}>
            {t("common.undo")}
          </Button>
        )}
        <CloseButton size="sm" aria-label={t("common.close")} onClick={() => pasteResult.set(undefined)} />
      </div>
      {isShown && <Unfollowed result={result} />}
    </div>
  );
}

/** What had no effect: first in sentences, then the fields of other programs as they are written. */
function Unfollowed({ result: { findings, unknown } }: { result: PasteResult }): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <section className="paste-unknown" aria-label={t("paste.unknownTitle")}>
      {findings.map((finding) => (
        <p key={`${finding.code} ${finding.message}`}>{findingIn(i18n.language, finding)}</p>
      ))}
      <dl className="mono">
        {unknown.map(({ name, text }) => (
          <Fragment key={`${name} ${text}`}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
