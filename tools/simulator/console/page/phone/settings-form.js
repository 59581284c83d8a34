import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import {
  agentChoices,
  callTransferChoices,
  personChoices,
  socketChoices,
  streamingUrlChoices,
} from './choices';
import { Amount, Select, Text } from './fields';
/** What shall happen in the next call. */
export function SettingsForm({ settings, local, fault, onChange }) {
  /** What a field is given: its value, and what to do with a new one. */
  const field = (name) => ({
    value: settings[name],
    onChange: (value) => onChange({ ...settings, [name]: value }),
  });
  return _jsxs('form', {
    class: 'settings',
    onSubmit: (event) => event.preventDefault(),
    children: [
      _jsx('h3', { children: 'In the next call' }),
      _jsx(Select, {
        label: 'The number leads',
        value: settings.studio ? 'studio' : 'direct',
        choices: [
          ['direct', 'straight to /engage'],
          ['studio', 'to a Studio flow'],
        ],
        onChange: (way) => onChange({ ...settings, studio: way === 'studio' }),
      }),
      local && _jsx(Select, { label: 'The agent', choices: agentChoices, ...field('agent') }),
      _jsx(Select, {
        label: 'The person who is called',
        choices: personChoices,
        ...field('person'),
      }),
      local &&
        _jsxs(_Fragment, {
          children: [
            _jsxs('details', {
              children: [
                _jsx('summary', { children: 'What the agent has learned' }),
                _jsx(Text, { label: 'Task', ...field('task') }),
                _jsx(Text, {
                  label: 'Transfer variables',
                  lines: 3,
                  ...field('transferVariables'),
                }),
                _jsx(Text, {
                  label: 'Reference variables',
                  lines: 3,
                  ...field('referenceVariables'),
                }),
              ],
            }),
            fault !== undefined && _jsx('p', { class: 'problem', role: 'alert', children: fault }),
            _jsxs('details', {
              children: [
                _jsx('summary', { children: 'What goes wrong at ASAPP' }),
                _jsx(Select, {
                  label: 'Streaming URL',
                  choices: streamingUrlChoices,
                  ...field('streamingUrl'),
                }),
                _jsx(Select, {
                  label: 'Call transfer',
                  choices: callTransferChoices,
                  ...field('callTransfer'),
                }),
                _jsx(Select, { label: 'Media socket', choices: socketChoices, ...field('socket') }),
                _jsx(Amount, {
                  label: 'Answers later by (ms)',
                  max: 30000,
                  step: 250,
                  ...field('latencyMs'),
                }),
                _jsx(Amount, {
                  label: 'Socket drops after (s)',
                  max: 600,
                  step: 1,
                  ...field('dropAfterSeconds'),
                }),
                _jsx('p', {
                  class: 'hint',
                  children:
                    'When these change, the service starts cold: it would remember a streaming URL.',
                }),
              ],
            }),
          ],
        }),
    ],
  });
}
