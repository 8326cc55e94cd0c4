/** Clients may name their job (`force_task_id`) and ask for it by that name; the last ones are remembered. */
export interface TaskIds {
  set(task: string, jobId: string): void;
  get(task: string): string | undefined;
}

const remembered = 1000;

export function taskIds(): TaskIds {
  const ids = new Map<string, string>();
  return {
    set(task, jobId) {
      ids.delete(task);
      ids.set(task, jobId);
      const [oldest] = ids.keys();
      if (ids.size > remembered && oldest !== undefined) ids.delete(oldest);
    },
    get: (task) => ids.get(task),
  };
}
