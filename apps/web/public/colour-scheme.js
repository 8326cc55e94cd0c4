// Runs before the first paint, so that a dark page never flashes white. A file, not inline: the page's CSP forbids that.
(() => {
  const chosen = localStorage.getItem("danfang.colourScheme") ?? "auto";
  const dark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
