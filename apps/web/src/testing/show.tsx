import type { Problem, StudioEvent } from "@danfang/domain";
import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import i18next from "i18next";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { initReactI18next } from "react-i18next";
import { onTestFinished, vi } from "vitest";
import { liveProgress, stoppingJobs } from "../api/live.ts";
import { applyEvent, queryClient } from "../api/queries.ts";
import { emptyDraft } from "../features/draft/draft.ts";
import { setDraft } from "../features/draft/draft-store.ts";
import { en } from "../i18n/en/en.ts";
import { zh } from "../i18n/zh/zh.ts";

/** What a studio answers, by `METHOD /path` (without what follows a `?`): a value, how it is made of the request, or a problem. */
export type Answers = Readonly<Record<string, unknown | ((body: unknown, url: URL) => unknown)>>;
/** Answers with this problem in place of a value. */
export class Refused {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}
/** Never comes back: what a page waits for. */
export const never = Symbol("never");

export interface Shown {
  /** What was asked for, in order: `POST /v1/jobs`. */
  readonly asked: readonly { readonly what: string; readonly url: URL; readonly body: unknown }[];
  /** Where the page is: `/queue`. */
  place(): string;
  /** Entries of the browser's history, and at which of them it stands, from 0. */
  entries(): number;
  position(): number;
  /** The browser's Back. */
  back(): Promise<void>;
}

/** Draws something of the page in a simulated document, over a studio that answers so. */
export async function show(
  what: ReactNode,
  { answers = {}, language = "en" }: { answers?: Answers; language?: "en" | "zh" } = {},
): Promise<Shown> {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const asked = stubStudio(answers);
  await speak(language);
  const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: () => null });
  const here = createRoute({ getParentRoute: () => rootRoute, path: "/", component: () => what });
  const router = createRouter({
    routeTree: rootRoute.addChildren([here]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  await router.load();
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  onTestFinished(() => {
    act(() => root.unmount());
    forget();
  });
  await act(async () => {
    root.render(
      <QueryClientProvider client={queryClient}>
        <MantineProvider env="test">
          <RouterProvider router={router as never} />
          <Notifications />
        </MantineProvider>
      </QueryClientProvider>,
    );
  });
  await settled();
  return {
    asked,
    place: () => router.state.location.pathname,
    entries: () => router.history.length,
    position: () => router.history.location.state.__TSR_index,
    async back() {
      await act(async () => router.history.back());
      await settled();
    },
  };
}

/** Turns of the event loop in which answers come, are told and are drawn. */
const turns = 6;

/** Lets everything that is under way come to its end. */
export const settled = (): Promise<void> =>
  act(async () => {
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setTimeout(resolve, 0));
  });

/** As if nothing had been shown: what stores hold is shared by all tests. */
function forget(): void {
  document.body.replaceChildren();
  queryClient.clear();
  notifications.clean();
  liveProgress.set(new Map());
  stoppingJobs.set(new Set());
  setDraft(emptyDraft);
  vi.unstubAllGlobals();
}

async function speak(language: "en" | "zh"): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

function stubStudio(answers: Answers): { what: string; url: URL; body: unknown }[] {
  const asked: { what: string; url: URL; body: unknown }[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: RequestInit = {}) => {
    const url = new URL(path, "http://studio");
    const what = `${method} ${url.pathname}`;
    const given = typeof body === "string" ? (JSON.parse(body) as unknown) : body;
    asked.push({ what, url, body: given });
    const answer = answers[what];
    const made = typeof answer === "function" ? (answer as (body: unknown, url: URL) => unknown)(given, url) : answer;
    if (made === never) return new Promise(() => undefined);
    if (made instanceof Refused) return reply(400, made.problem);
    return made === undefined
      ? reply(404, { code: "test/noAnswer", message: `No answer to ${what}.` })
      : reply(200, made);
  });
  return asked;
}

const reply = (status: number, value: unknown) => ({
  ok: status < 400,
  status,
  text: async () => JSON.stringify(value),
});

/** The first element that says or is called this, in the whole document. Errors: there is none. */
export function find(selector: string, name?: string | RegExp): HTMLElement {
  const found = all(selector, name)[0];
  if (found === undefined) throw new Error(`There is no ${selector} ${name ?? ""} in: ${document.body.textContent}`);
  return found;
}

/** All that are called this, or all. */
export const all = (selector: string, name?: string | RegExp): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    if (name === undefined) return true;
    const called = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return typeof name === "string" ? called.trim() === name : name.test(called);
  });

export async function press(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
  await settled();
}

/** Types `text` over what stands in a field, as a hand would. */
export async function write(element: HTMLElement, text: string): Promise<void> {
  const prototype = Object.getPrototypeOf(element) as object;
  const { set } = Object.getOwnPropertyDescriptor(prototype, "value") ?? {};
  await act(async () => {
    element.focus();
    set?.call(element, text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
    element.blur();
  });
  await settled();
}

/** What the studio tells by its events. */
export async function tell(event: StudioEvent): Promise<void> {
  await act(async () => applyEvent(event));
  await settled();
}
