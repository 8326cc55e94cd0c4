import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { answered, ask, queries, queryClient } from "./api/queries.ts";
import { askToBegin, makeFirstChoice } from "./features/draft/first-choice.ts";
import { galleryFilter } from "./features/gallery/gallery-state.ts";
import { CreatePage } from "./features/generate/create-page.tsx";
import { fetchOpenGrid } from "./features/grid/grid-section.tsx";
import { NotFound, PageBroke } from "./features/shell/page-problems.tsx";
import { Shell } from "./features/shell/shell.tsx";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  async loader() {
    await answered([ask(queries.settings), askToBegin(), ask(queries.queue), ask(queries.status)]);
    makeFirstChoice();
  },
});

/** Create is the first page and comes with the shell; the others are fetched when they are visited. */
const routeTree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: "/",
    loader: () =>
      Promise.all([
        answered([
          ask(queries.samplers),
          ask(queries.activeJobs),
          ask(queries.finishedJobs),
          ask(queries.recentPictures),
        ]),
        fetchOpenGrid(),
      ]),
    component: CreatePage,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/gallery",
    // Asked for while the page's code is fetched, not after.
    loader: () => {
      for (const page of [0, 1]) void queryClient.prefetchQuery(queries.picturePage(galleryFilter.get(), page));
      void queryClient.prefetchQuery(queries.facets);
    },
    component: lazyRouteComponent(() => import("./features/gallery/gallery-page.tsx"), "GalleryPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/models",
    component: lazyRouteComponent(() => import("./features/models/models-page.tsx"), "ModelsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/queue",
    component: lazyRouteComponent(() => import("./features/queue/queue-page.tsx"), "QueuePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings",
    component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/help",
    component: lazyRouteComponent(() => import("./features/help/help-page.tsx"), "HelpPage"),
  }),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: PageBroke,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
