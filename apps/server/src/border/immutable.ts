/** `Cache-Control` of what an id names: its content never changes. */
export const immutable = "private, max-age=31536000, immutable";
