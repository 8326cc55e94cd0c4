import { readFileSync } from "node:fs";

const asset = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), "utf8");

/** The page that shows `/openapi.json`: no build, nothing from elsewhere. */
export const [docsPage, docsScript, docsStyle] = [asset("index.html"), asset("page.js"), asset("page.css")];
