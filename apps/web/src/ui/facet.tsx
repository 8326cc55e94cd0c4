import type { ReactElement, ReactNode } from "react";
import "./facet.css";

interface FacetProps {
  readonly isOn: boolean;
  readonly label: string;
  /** The whole of what the label shortens. */
  readonly title?: string;
  readonly icon?: ReactNode;
  readonly count?: number;
  readonly onClick: () => void;
}

/** One way to narrow a list down, with how much of it would stay. */
export const Facet = ({ isOn, label, title, icon, count, onClick }: FacetProps): ReactElement => (
  <button type="button" className="facet" aria-pressed={isOn} title={title ?? label} onClick={onClick}>
    {icon}
    <span className="clip grow">{label}</span>
    {count !== undefined && <span className="tiny tabular">{count.toLocaleString()}</span>}
  </button>
);
