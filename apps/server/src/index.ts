export { type AppOptions, buildApp } from "./app.ts";
export { serverErrors } from "./border/errors.ts";
export { type RunningServer, type ServeOptions, serveStudio } from "./serve-studio.ts";
