import type { ModelEntry } from "@danfang/domain";
import { IconAlertTriangle, IconCircleCheck, IconHeart, IconHeartFilled } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { printBytes } from "../../ui/bytes.ts";
import { familyWords } from "./family-words.ts";
import { markModel } from "./mark-model.ts";
import { ModelPicture } from "./model-picture.tsx";

interface WallCardProps {
  readonly model: ModelEntry;
  /** Its place on the wall. */
  readonly at: number;
  /** Whether it is open, or chosen already. */
  readonly isMarked: boolean;
  /** It is of another family than the checkpoint. */
  readonly isOther: boolean;
  /** What a press does, in words for readers; undefined: it only can be looked at. */
  readonly label: string;
  readonly onPress: (model: ModelEntry) => void;
  /** A trigger word was pressed. */
  readonly onWord?: (word: string) => void;
  /** A second thing to do. */
  readonly action?: { readonly label: string; readonly onPress: (model: ModelEntry) => void };
}

/** Trigger words that have a place on a card. */
const mostWords = 2;

/** One model of the wall: its picture, its name, whether it fits, and what it wants to hear. */
export const WallCard = memo(function WallCard(props: WallCardProps): ReactElement {
  const { model, at, isMarked, label, onPress, action } = props;
  const { t } = useTranslation();
  const { problem, isFavourite = false, alsoNamed = [] } = model;
  const names = [model.name, ...alsoNamed].join(" = ");
  return (
    <article
      className="wall-card"
      data-at={at}
      data-marked={isMarked || undefined}
      data-broken={problem !== undefined || undefined}
    >
      <ModelPicture model={model} size={512} />
      <button
        type="button"
        className="wall-open"
        title={names}
        aria-label={`${label}: ${model.stem}`}
        aria-pressed={isMarked}
        onClick={() => onPress(model)}
      />
      <button
        type="button"
        className="wall-heart"
        aria-pressed={isFavourite}
        aria-label={t("wall.favourite", { name: model.stem })}
        onClick={() => void markModel(model, { isFavourite: !isFavourite })}
      >
        {isFavourite ? <IconHeartFilled size={16} /> : <IconHeart size={16} stroke={1.6} />}
      </button>
      {action !== undefined && problem === undefined && (
        <button
          type="button"
          className="wall-use"
          aria-label={`${action.label}: ${model.stem}`}
          onClick={() => action.onPress(model)}
        >
          {action.label}
        </button>
      )}
      <div className="wall-words">
        <p className="wall-name">{model.stem}</p>
        {alsoNamed.length > 0 && <p className="wall-line tiny faded clip">= {alsoNamed.join(", ")}</p>}
        <CardFacts {...props} />
        <Words {...props} />
      </div>
    </article>
  );
});

function CardFacts({ model, isOther }: WallCardProps): ReactElement {
  const { t } = useTranslation();
  if (model.problem !== undefined)
    return (
      <p className="wall-line tiny amber">
        <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
        <span className="clip">{t("models.problem")}</span>
      </p>
    );
  return (
    <p className="wall-line tiny faded tabular">
      {isOther && <IconAlertTriangle size={14} stroke={1.6} className="amber" aria-label={t("wall.otherFamily")} />}
      {model.sha256 !== undefined && (
        <IconCircleCheck size={14} stroke={1.6} className="jade" aria-label={t("wall.verified")} />
      )}
      <span className={`clip ${isOther ? "amber" : ""}`} title={isOther ? t("wall.otherFamily") : undefined}>
        {model.baseModel ?? familyWords(model, t)}
      </span>
      <span className="wall-size">{printBytes(model.sizeBytes)}</span>
    </p>
  );
}

function Words({ model, onWord }: WallCardProps): ReactElement | null {
  const { t } = useTranslation();
  const { triggerWords: words = [], preferredWeight } = model;
  if (model.problem !== undefined || (words.length === 0 && preferredWeight === undefined)) return null;
  return (
    <p className="wall-line wall-triggers tiny">
      {preferredWeight !== undefined && (
        <span className="badge tabular" title={t("models.weight")}>
          ×{preferredWeight}
        </span>
      )}
      {words.slice(0, mostWords).map((word) =>
        onWord === undefined ? (
          <span key={word} className="mono clip faded">
            {word}
          </span>
        ) : (
          <button key={word} type="button" className="wall-word mono clip" title={word} onClick={() => onWord(word)}>
            {word}
          </button>
        ),
      )}
    </p>
  );
}
