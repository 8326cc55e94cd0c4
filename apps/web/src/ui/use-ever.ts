import { useState } from "react";

/** Whether a claim has been true since the component is there: what was opened once stays, so that it can close with grace. */
export function useEver(claim: boolean): boolean {
  const [ever, setEver] = useState(claim);
  if (claim && !ever) setEver(true);
  return ever || claim;
}
