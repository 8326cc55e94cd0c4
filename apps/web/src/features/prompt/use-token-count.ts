import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** Typing rests this long before tokens are counted, milliseconds. */
const countAfter = 200;
const chunk = 75;

/** Tokens of a prompt, as the engine counts them, and the room of the chunks begun. */
export function useTokenCount(text: string): { count: number; limit: number } | undefined {
  const [settled] = useDebouncedValue(text, countAfter);
  const { data } = useQuery({
    queryKey: ["tokens", settled],
    queryFn: ({ signal }) => api.readPrompt(settled, signal),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (text === "") return { count: 0, limit: chunk };
  if (data === undefined) return undefined;
  const limit = data.tokenLimit ?? Math.max(1, Math.ceil(data.tokenCount / chunk)) * chunk;
  return { count: data.tokenCount, limit };
}
