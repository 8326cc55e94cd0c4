import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { printBytes } from "../../ui/bytes.ts";
import { RecipeTable } from "../recipes/recipe-table.tsx";
import { ChoiceList } from "./choice-list.tsx";
import { type Choice, choicesOf, isRecipe, type Subject } from "./subject.ts";
import { useStanding } from "./use-standing.ts";

/** A browser unpacks all of a picture to show it small; beyond this many pixels, or bytes of unknown size, it is not shown. */
const mostShown = { pixels: 40_000_000, bytes: 8_000_000 };

type PictureSubject = Extract<Subject, { kind: "picture" }>;

interface PictureQuestionProps {
  readonly subject: PictureSubject;
  readonly onChoose: (choice: Choice) => void;
}

/** A picture: its recipe, a start, a mask, or only a look. */
export function PictureQuestion({ subject, onChoose }: PictureQuestionProps): ReactElement {
  const { t } = useTranslation();
  const standing = useStanding();
  const [isLooking, setLooking] = useState(false);
  const { file, size, reading } = subject;
  const choices = choicesOf(subject, standing).filter((choice) => choice !== "look" || !isLooking);
  const isSaid = reading !== undefined && isRecipe(reading);
  const { sampler, steps } = reading?.recipe ?? {};
  const brief = [sampler, steps !== undefined && t("sections.steps", { count: steps })].filter(Boolean).join(" · ");
  return (
    <>
      <div className="question-picture">
        <Thumbnail subject={subject} />
        <div className="grow">
          <p className="question-name">{file.name}</p>
          <p className="tiny faded tabular question-text">
            {[size && `${size.width} × ${size.height}`, printBytes(file.size)].filter(Boolean).join(" · ")}
          </p>
          {isSaid ? (
            <p className="small question-words mono">{reading.recipe.prompt}</p>
          ) : (
            <p className="small faded question-text">{t("drop.noRecipe")}</p>
          )}
        </div>
      </div>
      {isLooking && reading !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
        <section ref={focusOnce} className="question-recipe" tabIndex={0} aria-label={t("create.recipe")}>
          <RecipeTable recipe={reading.recipe} />
        </section>
      )}
      <ChoiceList
        choices={choices}
        hints={isSaid ? { fill: brief } : {}}
        onChoose={(choice) => (choice === "look" ? setLooking(true) : onChoose(choice))}
      />
    </>
  );
}

/** What was asked for is there: the keys scroll it. */
const focusOnce = (element: HTMLElement | null) => element?.focus();

function Thumbnail({ subject: { file, size } }: { subject: PictureSubject }): ReactElement | null {
  const isSmall = size === undefined ? file.size < mostShown.bytes : size.width * size.height < mostShown.pixels;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!isSmall) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isSmall]);
  return isSmall ? <span className="question-thumbnail">{url !== undefined && <img src={url} alt="" />}</span> : null;
}
