/**
 * What a person can do about a problem where the skins differ: the terminal names an option, the page a place. Each skin
 * has words for all of them; a sentence that is the same everywhere is the hint of its error.
 */
export type NextStep =
  | "chooseVae"
  | "useCpu"
  | "freeMemory"
  | "addModelFolder"
  | "inspectFile"
  | "chooseHome"
  | "setPassword"
  | "choosePort"
  | "chooseAddress";
