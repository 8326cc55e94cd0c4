import { Switch } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import { createKeptStore, createStore, useStore } from "../../ui/store.ts";
import "./section.css";

/** Which sections of Create stand open; kept, so that they stay where they were put. */
const openSections = createKeptStore<readonly string[]>("danfang.openSections", [], (kept) =>
  Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [],
);

export const isSectionOpen = (name: string): boolean => openSections.get().includes(name);

/** The section that is to come into view. */
const soughtSection = createStore<string | undefined>(undefined);

/** Opens a section and brings it into view: what an action has filled is seen. */
export function openSection(name: string): void {
  openSections.set((open) => (open.includes(name) ? open : [...open, name]));
  soughtSection.set(name);
}

interface SectionProps {
  readonly name: string;
  readonly title: string;
  /** Said on the closed section: what is set in it. */
  readonly summary?: string | undefined;
  /** A part of the order that can be left out has a switch. */
  readonly switched?: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
  readonly children: ReactNode;
}

/** Knobs that few turn, behind one line. */
export function Section({ name, title, summary, switched, children }: SectionProps): ReactElement {
  const open = useStore(openSections);
  const isOpen = open.includes(name);
  const place = useRef<HTMLElement>(null);
  const isSought = useStore(soughtSection) === name;
  useEffect(() => {
    if (!isSought) return;
    place.current?.scrollIntoView({ block: "nearest" });
    soughtSection.set(undefined);
  }, [isSought]);
  const toggle = () => openSections.set(isOpen ? open.filter((other) => other !== name) : [...open, name]);
  return (
    <section ref={place} className="knob-section" data-on={switched?.isOn || undefined}>
      <div className="section-head">
        <button type="button" className="section-toggle" aria-expanded={isOpen} onClick={toggle}>
          <IconChevronRight size={15} stroke={1.6} aria-hidden />
          <span className="section-name">{title}</span>
          {!isOpen && summary !== undefined && summary !== "" && (
            <span className="section-hint tabular">{summary}</span>
          )}
        </button>
        {switched !== undefined && (
          <Switch
            size="sm"
            aria-label={title}
            checked={switched.isOn}
            onChange={(event) => {
              switched.onChange(event.currentTarget.checked);
              if (event.currentTarget.checked) openSection(name);
            }}
          />
        )}
      </div>
      {isOpen && <div className="section-body">{children}</div>}
    </section>
  );
}
