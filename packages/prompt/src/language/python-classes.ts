/*
 * Character classes as Python's `re` has them, for regular expressions with the flag u. JavaScript's own \s has U+FEFF
 * and lacks U+001C … U+001F and U+0085; its \d, \w and \b know ASCII only.
 */
export const pythonSpace = String.raw`[\t-\r\x1c-\x1f\x85\p{Z}]`;
export const pythonWord = String.raw`[\p{L}\p{N}_]`;
export const pythonDigit = String.raw`\p{Nd}`;
