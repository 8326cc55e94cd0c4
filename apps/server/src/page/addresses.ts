/** The page's own addresses; what lies below them is the page's, too. A test compares them with its router. */
export const pageAddresses = ["/", "/gallery", "/models", "/queue", "/settings", "/help"] as const;

export const isOfPage = (path: string): boolean =>
  path === "/" ||
  path === "/index.html" ||
  pageAddresses.some((address) => address !== "/" && (path === address || path.startsWith(`${address}/`)));
