import type { ReactElement } from "react";

/** 丹 as a seal in cinnabar. */
export function Seal(): ReactElement {
  return (
    <svg className="seal" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#C23B22" />
      <g fill="none" stroke="#FBFAF7" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10.5 7h11v14.5c0 2-1 3.5-3 3.5" />
        <path d="M10.5 7v8c0 4-1 7-3.5 10" />
        <path d="M6.5 15.5h19" />
        <path d="M15.6 10l1 2.4" />
      </g>
    </svg>
  );
}
