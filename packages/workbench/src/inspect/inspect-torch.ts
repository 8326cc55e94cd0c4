import {
  type ByteSource,
  surveyPickle,
  surveyTorch,
  type TorchSurvey,
  torchErrors,
  worstGrade,
} from "@danfang/formats";
import { inspectTensors } from "./inspect-model.ts";
import { findingOf, type Inspection } from "./inspection.ts";
import type { Look } from "./look.ts";

/** What a PyTorch file is, and what it would do; one that is not safe to load is told of all the same. */
export async function inspectTorch(path: string, source: ByteSource, look: Look): Promise<Inspection> {
  const survey = await surveyTorch(source, look);
  const { problem } = survey;
  const verdict = verdictOf(path, survey);
  if (problem && survey.tensors.size === 0) {
    const what = verdict.calls && verdict.calls.length > 0 ? "model" : "unknown";
    return { path, what, kind: "unknown", sizeBytes: source.size, ...verdict };
  }
  const inspection = await inspectTensors(path, { ...survey, source }, look, survey.calls);
  const { unread: objects } = survey;
  const unread = objects.length > 0 ? [findingOf(torchErrors.unreadObjects({ file: path, objects }))] : [];
  return { ...inspection, ...verdict, findings: [...verdict.findings, ...unread, ...inspection.findings] };
}

type Verdict = Pick<Inspection, "safe" | "verdict" | "calls" | "globals" | "findings">;

/** What a pickle may do, as a verdict and in words. */
export function verdictOf(path: string, { calls, problem }: Pick<TorchSurvey, "calls" | "problem">): Verdict {
  const refused = calls.filter(({ grade }) => grade !== "harmless").map(({ name }) => name);
  const findings = problem ? [findingOf(problem)] : [];
  const told = { verdict: worstGrade(calls), calls, findings };
  if (refused.length > 0) {
    const unsafe = findingOf(torchErrors.unsafePickle({ file: path, globals: refused }));
    return { ...told, safe: false, globals: refused, findings: [unsafe] }; // the worse news of the two
  }
  return problem ? told : { ...told, safe: true, globals: calls.map(({ name }) => name) };
}

/** First bytes of pickles of protocol 0 and 1, which say nothing about themselves: a mark, a container or a name. */
const oldPickle: ReadonlySet<number> = new Set(Buffer.from("(c]})di"));

/**
 * What another pickle asks for that begins at `start`: of joblib, inside numpy's files, or of Python 2. Undefined where
 * none is there, or it asks for nothing.
 */
export async function inspectPickle(
  path: string,
  source: ByteSource,
  kind: string,
  start = 0,
): Promise<Inspection | undefined> {
  if (source.size <= start) return undefined;
  const [first] = await source.read(start, 1);
  if (first !== 0x80 && !oldPickle.has(first ?? 0)) return undefined;
  const calls = await surveyPickle(source, start);
  if (calls.length === 0) return undefined;
  return { path, what: "unknown", kind, sizeBytes: source.size, ...verdictOf(path, { calls, problem: undefined }) };
}
