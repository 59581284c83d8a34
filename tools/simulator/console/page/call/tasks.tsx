import type { TaskRecord } from '../../protocol';

/** The tasks of TaskRouter: calls in queues, callbacks and voicemails. None, and it is not there. */
export function Tasks({ tasks }: { tasks: readonly TaskRecord[] }) {
  if (tasks.length === 0) return null;
  return (
    <section class="card tasks" aria-labelledby="tasks-title">
      <h2 id="tasks-title">Tasks</h2>
      <ul>
        {tasks.map(({ sid, workflowSid, status, since, attributes }) => (
          <li key={sid}>
            <details>
              <summary>
                <time dateTime={since}>{clock(since)}</time> {kind(attributes)}: {status}
              </summary>
              <p class="sid">
                {sid} of {workflowSid}
              </p>
              {/* It scrolls, so the keyboard must be able to reach it. */}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
              <pre tabIndex={0}>{JSON.stringify(attributes, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

const clock = (at: string) => new Date(at).toLocaleTimeString([], { timeStyle: 'medium' });

const kind = ({ taskType }: TaskRecord['attributes']) =>
  typeof taskType === 'string' ? taskType : 'call';
