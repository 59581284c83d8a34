import { useEffect, useState } from 'preact/hooks';
import type { PageState } from '../state';
import { Keypad } from './keypad';
import { Meters } from './meters';
import type { OwnPhone } from './own-phone';
import { type CallSettings, requestOf, standardSettings, variablesFault } from './settings';
import { SettingsForm } from './settings-form';

/** The phone: call, hang up, keys, both meters, and the settings of the next call. */
export function Softphone({ phone, state }: { phone: OwnPhone; state: PageState }) {
  const [settings, setSettings] = useState<CallSettings>(standardSettings);
  const [wantsMicrophone, setWantsMicrophone] = useState(true);
  const [withMicrophone, setWithMicrophone] = useState<boolean>();
  const [opening, setOpening] = useState(false);
  const idle = state.phone === 'idle';
  const local = state.agent === 'local';
  const fault = variablesFault(settings);

  const call = async () => {
    setOpening(true);
    setWithMicrophone(await phone.call(requestOf(settings), wantsMicrophone));
    setOpening(false);
  };
  return (
    <section class="card phone" aria-labelledby="phone-title">
      <h2 id="phone-title">Phone</h2>
      <p class="status" role="status">
        {opening
          ? 'Your browser may ask for permission to use the microphone'
          : statusOf(state, withMicrophone)}
      </p>
      {state.refused !== undefined && (
        <p class="problem" role="alert">
          The call could not be placed: {state.refused}
        </p>
      )}
      {idle ? (
        <button
          type="button"
          class="call"
          disabled={!state.connected || opening || fault !== undefined}
          onClick={() => void call()}
        >
          Call
        </button>
      ) : (
        <button type="button" class="hang-up" onClick={() => phone.hangUp()}>
          Hang up
        </button>
      )}
      <a class="to-call" href="#call-title">
        What happens in the call
      </a>
      <Meters levels={phone.levels} />
      <Keypad
        enabled={state.phone === 'calling'}
        local={local}
        onPress={(digit) => phone.press(digit)}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={wantsMicrophone}
          disabled={!idle}
          onChange={({ currentTarget }) => setWantsMicrophone(currentTarget.checked)}
        />
        Use the microphone (otherwise a recorded caller speaks)
      </label>
      <SettingsForm settings={settings} local={local} fault={fault} onChange={setSettings} />
      <Typed onKey={(digit) => phone.press(digit)} enabled={state.phone === 'calling'} />
    </section>
  );
}

function statusOf({ connected, phone }: PageState, withMicrophone: boolean | undefined): string {
  if (!connected) return 'Not connected';
  if (phone === 'preparing') return 'Getting ready…';
  if (phone === 'idle') return 'Ready';
  return withMicrophone
    ? 'In a call, with your microphone on'
    : 'In a call, with a recorded caller';
}

/** Digits typed anywhere but in a field are keys of the phone. */
function Typed({ enabled, onKey }: { enabled: boolean; onKey: (digit: string) => void }) {
  useEffect(() => {
    if (!enabled) return;
    const type = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const inField = target instanceof HTMLElement && target.closest('input,textarea,select');
      if (!inField && !ctrlKey && !metaKey && !altKey && /^[0-9*#]$/.test(key)) onKey(key);
    };
    addEventListener('keydown', type);
    return () => removeEventListener('keydown', type);
  }, [enabled, onKey]);
  return null;
}
