import { useEffect, useState } from 'preact/hooks';
import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { Keypad } from './keypad';
import { Meters } from './meters';
import { requestOf, standardSettings, variablesFault } from './settings';
import { SettingsForm } from './settings-form';
/** The telephone: call, hang up, keys, both meters, and what shall happen in the next call. */
export function Softphone({ phone, state }) {
  const [settings, setSettings] = useState(standardSettings);
  const [wantsMicrophone, setWantsMicrophone] = useState(true);
  const [withMicrophone, setWithMicrophone] = useState();
  const [opening, setOpening] = useState(false);
  const idle = state.phone === 'idle';
  const local = state.agent === 'local';
  const fault = variablesFault(settings);
  const call = async () => {
    setOpening(true);
    setWithMicrophone(await phone.call(requestOf(settings), wantsMicrophone));
    setOpening(false);
  };
  return _jsxs('section', {
    class: 'card phone',
    'aria-labelledby': 'phone-title',
    children: [
      _jsx('h2', { id: 'phone-title', children: 'Phone' }),
      _jsx('p', {
        class: 'status',
        role: 'status',
        children: opening
          ? 'Your browser may ask whether it may use the microphone'
          : statusOf(state, withMicrophone),
      }),
      state.refused !== undefined &&
        _jsxs('p', {
          class: 'problem',
          role: 'alert',
          children: ['The call could not be placed: ', state.refused],
        }),
      idle
        ? _jsx('button', {
            type: 'button',
            class: 'call',
            disabled: !state.connected || opening || fault !== undefined,
            onClick: () => void call(),
            children: 'Call',
          })
        : _jsx('button', {
            type: 'button',
            class: 'hang-up',
            onClick: () => phone.hangUp(),
            children: 'Hang up',
          }),
      _jsx('a', { class: 'to-call', href: '#call-title', children: 'What happens in the call' }),
      _jsx(Meters, { levels: phone.levels }),
      _jsx(Keypad, {
        enabled: state.phone === 'calling',
        local: local,
        onPress: (digit) => phone.press(digit),
      }),
      _jsxs('label', {
        class: 'check',
        children: [
          _jsx('input', {
            type: 'checkbox',
            checked: wantsMicrophone,
            disabled: !idle,
            onChange: ({ currentTarget }) => setWantsMicrophone(currentTarget.checked),
          }),
          'Use the microphone (without one, a recorded sentence is said)',
        ],
      }),
      _jsx(SettingsForm, { settings: settings, local: local, fault: fault, onChange: setSettings }),
      _jsx(Typed, { onKey: (digit) => phone.press(digit), enabled: state.phone === 'calling' }),
    ],
  });
}
function statusOf({ connected, phone }, withMicrophone) {
  if (!connected) return 'Not connected';
  if (phone === 'preparing') return 'Getting ready…';
  if (phone === 'idle') return 'Ready';
  return withMicrophone ? 'In a call, the microphone is on' : 'In a call, a recorded caller speaks';
}
/** Digits typed anywhere but in a field are keys of the phone. */
function Typed({ enabled, onKey }) {
  useEffect(() => {
    if (!enabled) return;
    const type = ({ key, target, ctrlKey, metaKey, altKey }) => {
      const inField = target instanceof HTMLElement && target.closest('input,textarea,select');
      if (!inField && !ctrlKey && !metaKey && !altKey && /^[0-9*#]$/.test(key)) onKey(key);
    };
    addEventListener('keydown', type);
    return () => removeEventListener('keydown', type);
  }, [enabled, onKey]);
  return null;
}
