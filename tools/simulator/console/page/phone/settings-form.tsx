import {
  agentChoices,
  callTransferChoices,
  personChoices,
  socketChoices,
  streamingUrlChoices,
  summaryChoices,
} from './choices';
import { Amount, Select, Text } from './fields';
import type { CallSettings } from './settings';

export interface SettingsFormProps {
  settings: CallSettings;
  /** Whether the agent is the local one, which can be configured. */
  local: boolean;
  /** What is wrong with what is typed. */
  fault: string | undefined;
  onChange: (settings: CallSettings) => void;
}

/** What happens in the next call. */
export function SettingsForm({ settings, local, fault, onChange }: SettingsFormProps) {
  /** The props of a field. */
  const field = <Name extends keyof CallSettings>(name: Name) => ({
    value: settings[name],
    onChange: (value: CallSettings[Name]) => onChange({ ...settings, [name]: value }),
  });
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <h3>The next call</h3>
      <Select
        label="Number bound to"
        value={settings.studio ? 'studio' : 'direct'}
        choices={[
          ['direct', '/engage'],
          ['studio', 'a Studio Flow'],
        ]}
        onChange={(binding) => onChange({ ...settings, studio: binding === 'studio' })}
      />
      {local && <Select label="Agent" choices={agentChoices} {...field('agent')} />}
      <Select label="Person who is called" choices={personChoices} {...field('person')} />
      {local && (
        <>
          <details>
            <summary>What the agent has learned</summary>
            <Text label="Task" {...field('task')} />
            <Text label="Transfer variables" lines={3} {...field('transferVariables')} />
            <Text label="Reference variables" lines={3} {...field('referenceVariables')} />
          </details>
          {fault !== undefined && (
            <p class="problem" role="alert">
              {fault}
            </p>
          )}
          <details>
            <summary>Faults at ASAPP</summary>
            <Select
              label="Streaming URL"
              choices={streamingUrlChoices}
              {...field('streamingUrl')}
            />
            <Select
              label="Call transfer"
              choices={callTransferChoices}
              {...field('callTransfer')}
            />
            <Select label="Summary" choices={summaryChoices} {...field('summary')} />
            <Select label="Media socket" choices={socketChoices} {...field('socket')} />
            <Amount label="Delay of answers (ms)" max={30_000} step={250} {...field('latencyMs')} />
            <Amount
              label="Socket drops after (s)"
              max={600}
              step={1}
              {...field('dropAfterSeconds')}
            />
            <p class="hint">
              When these change, the service restarts, because it remembers a streaming URL.
            </p>
          </details>
        </>
      )}
    </form>
  );
}
