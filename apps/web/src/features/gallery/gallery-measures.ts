/** Height of a row, CSS pixels, before it is stretched to fill the width. */
export const rowHeight = { wide: 210, narrow: 120 } as const;
/** Between two pictures, CSS pixels. */
export const gap = 6;
/** What a picture is taken for until it is known. */
export const square = { width: 1, height: 1 } as const;
