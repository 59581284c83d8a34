import { newSid } from './sid';

export type TaskStatus =
  | 'pending'
  | 'reserved'
  | 'assigned'
  | 'wrapping'
  | 'completed'
  | 'canceled';

/** A TaskRouter task: of a call in a queue, or created by REST. */
export interface Task {
  readonly sid: string;
  readonly workflowSid: string;
  /** JSON. */
  attributes: string;
  readonly channel: string;
  /** In seconds. */
  readonly timeout: number;
  priority: number;
  /** Unix time in ms. */
  readonly createdAt: number;
  virtualStartTime: number;
  status: TaskStatus;
  /** Why it was canceled or completed. */
  reason: string | null;
  /** Unix time in ms; null while it is open. */
  closedAt: number | null;
  /** Told of each new status: a call in a queue reacts to it. */
  onStatus: (status: TaskStatus) => void;
}

export function newTask(
  workflowSid: string,
  attributes: string,
  settings: Partial<Task> = {},
): Task {
  const createdAt = Date.now();
  return {
    sid: newSid('WT'),
    workflowSid,
    attributes,
    channel: 'default',
    timeout: 86_400,
    priority: 0,
    createdAt,
    virtualStartTime: createdAt,
    status: 'pending',
    reason: null,
    closedAt: null,
    onStatus: () => {},
    ...settings,
  };
}

/** Gives a task a new status, whether TaskRouter would allow it or not. */
export function setTaskStatus(task: Task, status: TaskStatus, reason: string | null = null): void {
  if (task.status === status) return;
  task.status = status;
  task.reason = reason;
  if (status === 'canceled' || status === 'completed') task.closedAt = Date.now();
  task.onStatus(status);
}
