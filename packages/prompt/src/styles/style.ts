/** A piece of prompt with a name. In either text `{prompt}` stands for the prompt it is added to. */
export interface Style {
  readonly name: string;
  readonly prompt: string;
  readonly negativePrompt: string;
}
