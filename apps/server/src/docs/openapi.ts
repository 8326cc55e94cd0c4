import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { namedSchemas } from "./describe.ts";
import { docsPage, docsScript, docsStyle } from "./page.ts";

/** `/openapi.json` of everything that `app` describes, and `/docs`, a page that shows it. */
export function docs(app: Hono, version: string): Hono {
  let specs: Promise<object> | undefined;
  const info = { title: "Danfang 丹方", version, description: "The studio's own API, and AUTOMATIC1111's." };
  return new Hono()
    .get("/openapi.json", async (c) => {
      specs ??= generateSpecs(app, {
        documentation: { info, components: { schemas: namedSchemas() as never } },
        defaultValidationErrorResponse: false,
      });
      return c.json(await specs);
    })
    .get("/docs", (c) => c.html(docsPage))
    .get("/docs/page.js", (c) => c.body(docsScript, 200, { "Content-Type": "text/javascript; charset=utf-8" }))
    .get("/docs/page.css", (c) => c.body(docsStyle, 200, { "Content-Type": "text/css; charset=utf-8" }));
}
