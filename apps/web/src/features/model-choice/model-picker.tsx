import { Combobox, ScrollArea, useCombobox } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface PickerOption {
  readonly value: string;
  readonly name: string;
  readonly more: ReactNode;
  readonly disabled?: boolean;
}

interface ModelPickerProps {
  /** Said in the tooltip and of the list; what the button shows is its own name. */
  readonly label: string;
  readonly className: string;
  readonly icon: ReactNode;
  readonly shown: ReactNode;
  readonly value: string | undefined;
  readonly options: (search: string) => readonly PickerOption[];
  readonly searchLabel: string;
  readonly emptyText: string;
  readonly onChoose: (value: string) => void;
  /** Below the list; may close it. */
  readonly footer?: (close: () => void) => ReactNode;
}

/** Options drawn at once; the search finds the others. */
const mostOptions = 200;

/** A button that shows what is chosen, and a list with a search field under it. */
export function ModelPicker(props: ModelPickerProps): ReactElement {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  // A list that is closed stays in the page: of ten thousand models it would hold every one.
  const found = combobox.dropdownOpened ? props.options(search) : [];
  const options = found.slice(0, mostOptions);
  return (
    <Combobox
      store={combobox}
      width="min(380px, calc(100vw - 20px))"
      position="bottom-start"
      onOptionSubmit={(value) => {
        props.onChoose(value);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <button
          type="button"
          className={`picker ${props.className}`}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          title={props.label}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className="picker-icon" aria-hidden>
            {props.icon}
          </span>
          {props.shown}
          <IconChevronDown size={15} stroke={1.5} aria-hidden style={{ flex: "none" }} />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={props.searchLabel}
          aria-label={props.searchLabel}
        />
        <Combobox.Options aria-label={props.label}>
          <ScrollArea.Autosize mah={360} type="auto">
            {options.map((option) => (
              <Combobox.Option
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                active={option.value === props.value}
              >
                <span className="picker-option-name" style={{ display: "block" }}>
                  {option.name}
                </span>
                <span className="picker-option-more">{option.more}</span>
              </Combobox.Option>
            ))}
            {combobox.dropdownOpened && found.length === 0 && <Combobox.Empty>{props.emptyText}</Combobox.Empty>}
            {found.length > options.length && (
              <Combobox.Empty>{t("top.moreOptions", { count: found.length - options.length })}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
        {props.footer !== undefined && (
          <Combobox.Footer>{props.footer(() => combobox.closeDropdown())}</Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
