import {
  defined,
  GenerationRequest,
  Job,
  JobSubmission,
  ModelEntry,
  Picture,
  PicturePage,
  ProblemBody,
  QueueStatus,
  Recipe,
  Settings,
  StudioEvent,
  TimelineStep,
} from "@danfang/domain";
import type { MiddlewareHandler } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";

/** The nouns that the document names once and refers to everywhere. */
const named = z.registry<{ id: string }>();
const nouns = { GenerationRequest, Job, JobSubmission, ModelEntry, Picture, PicturePage, QueueStatus, Recipe };
for (const [id, schema] of Object.entries({ ...nouns, Problem: ProblemBody, Settings, StudioEvent, TimelineStep }))
  named.add(schema, { id });

const prefix = "#/components/schemas/";
const uri = (id: string) => prefix + id;

/** Every named schema as JSON Schema, for `components.schemas`. */
export const namedSchemas = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(z.toJSONSchema(named, { uri, io: "output" }).schemas).map(([id, { $id, $schema, ...schema }]) => [
      id,
      schema,
    ]),
  );

/** A schema as the document shows it: by its name where it has one. */
function shown(schema: z.ZodType) {
  const id = named.get(schema)?.id;
  return id === undefined ? resolver(schema, { io: "output" }) : { $ref: uri(id) };
}

const problem = { "application/json": { schema: { $ref: uri("Problem") } } };
const problems = {
  403: { description: "Asked by a foreign host or page", content: problem },
  422: { description: "A field is not what was expected", content: problem },
  500: { description: "Something went wrong here", content: problem },
};

interface Described {
  readonly summary: string;
  readonly tag: string;
  /** What comes back: a schema, or a media type for bytes; nothing for 204. */
  readonly answer?: z.ZodType | string;
  readonly status?: number;
  readonly description?: string;
  /** Whether what it names may not be there. */
  readonly mayMiss?: boolean;
  readonly requestBody?: object;
}

/** Tells `/openapi.json` what a route is for and what it answers. */
export function describe({
  summary,
  tag,
  answer,
  status,
  description,
  mayMiss,
  requestBody,
}: Described): MiddlewareHandler {
  const content =
    answer === undefined
      ? {}
      : typeof answer === "string"
        ? { content: { [answer]: { schema: { type: "string" as const } } } }
        : { content: { "application/json": { schema: shown(answer) } } };
  return describeRoute({
    summary,
    tags: [tag],
    ...defined({ description }),
    ...defined({ requestBody: requestBody as never }),
    responses: {
      [status ?? (answer === undefined ? 204 : 200)]: { description: summary, ...content },
      ...problems,
      ...(mayMiss ? { 404: { description: "There is no such thing", content: problem } } : {}),
    },
  });
}
