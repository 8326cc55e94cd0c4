/**
 * Text without its comments: from a `#` to the line's end. There is no escape for `#`.
 *
 * A line that is only comment goes with one of its two line breaks, except that of two such lines in a row the second
 * leaves a break. Source: AUTOMATIC1111 `strip_comments`, the same text to the character.
 */
export function stripComments(text: string): string {
  return text.replace(/(?:^|\n)#[^\n]*(?:\n|$)/g, "\n").replace(/#[^\n]*(?:\n|$)/g, "\n");
}
