import {
  agentChoices,
  callTransferChoices,
  personChoices,
  socketChoices,
  streamingUrlChoices,
} from './choices';
import { Amount, Select, Text } from './fields';
import type { CallSettings } from './settings';

export interface SettingsFormProps {
  settings: CallSettings;
  /** Whether the agent is the local one, which does as it is told. */
  local: boolean;
  /** What is wrong with what is typed. */
  fault: string | undefined;
  onChange: (settings: CallSettings) => void;
}

/** What shall happen in the next call. */
export function SettingsForm({ settings, local, fault, onChange }: SettingsFormProps) {
  /** What a field is given: its value, and what to do with a new one. */
  const field = <Name extends keyof CallSettings>(name: Name) => ({
    value: settings[name],
    onChange: (value: CallSettings[Name]) => onChange({ ...settings, [name]: value }),
  });
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <h3>In the next call</h3>
      <Select
        label="The number leads"
        value={settings.studio ? 'studio' : 'direct'}
        choices={[
          ['direct', 'straight to /engage'],
          ['studio', 'to a Studio flow'],
        ]}
        onChange={(way) => onChange({ ...settings, studio: way === 'studio' })}
      />
      {local && <Select label="The agent" choices={agentChoices} {...field('agent')} />}
      <Select label="The person who is called" choices={personChoices} {...field('person')} />
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
            <summary>What goes wrong at ASAPP</summary>
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
            <Select label="Media socket" choices={socketChoices} {...field('socket')} />
            <Amount label="Answers later by (ms)" max={30_000} step={250} {...field('latencyMs')} />
            <Amount
              label="Socket drops after (s)"
              max={600}
              step={1}
              {...field('dropAfterSeconds')}
            />
            <p class="hint">
              When these change, the service starts cold: it would remember a streaming URL.
            </p>
          </details>
        </>
      )}
    </form>
  );
}
