/** How an option is written: a flag alone, or with a value called `value` in help texts. */
export interface OptionShape {
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly isMultiple?: true;
}
