import {
  IconArrowDownLeft,
  IconBrush,
  IconEye,
  IconFolderOpen,
  IconFolderPlus,
  IconPhotoEdit,
  IconReplace,
  IconTextPlus,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "./subject.ts";

const icons: Readonly<Record<Choice, TablerIcon>> = {
  fill: IconArrowDownLeft,
  start: IconPhotoEdit,
  mask: IconBrush,
  look: IconEye,
  add: IconTextPlus,
  replace: IconReplace,
  importFolder: IconFolderOpen,
  modelFolders: IconFolderPlus,
};

interface ChoiceListProps {
  readonly choices: readonly Choice[];
  /** Said behind a choice's name instead of what is always said. */
  readonly hints?: Partial<Record<Choice, string>>;
  readonly onChoose: (choice: Choice) => void;
}

/** What can be done, one below the other; the first is what most people mean. */
export function ChoiceList({ choices, hints = {}, onChoose }: ChoiceListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className="question-choices">
      {choices.map((choice) => {
        const ChoiceIcon = icons[choice];
        return (
          <li key={choice}>
            <button type="button" className="question-choice" data-answer onClick={() => onChoose(choice)}>
              <ChoiceIcon size={18} stroke={1.5} aria-hidden />
              <span className="grow">{t(`drop.choice.${choice}`)}</span>
              <span className="tiny faded tabular">{hints[choice] ?? t(`drop.hint.${choice}`)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
