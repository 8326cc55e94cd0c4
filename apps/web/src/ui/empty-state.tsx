import type { ReactElement, ReactNode } from "react";
import "./empty-state.css";

/** An invitation with one action. */
export function EmptyState(props: { icon: ReactNode; title: string; hint: string; action?: ReactNode }): ReactElement {
  return (
    <div className="empty-state">
      <span className="empty-state-icon" aria-hidden>
        {props.icon}
      </span>
      <h2 className="empty-state-title">{props.title}</h2>
      <p className="empty-state-hint">{props.hint}</p>
      {props.action}
    </div>
  );
}
