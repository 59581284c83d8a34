import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
/** What went over a media stream's socket; the audio counted, one frame of each kind shown. */
export function Frames({ stream }) {
  return _jsxs(_Fragment, {
    children: [
      _jsx('h4', { children: 'Frames' }),
      _jsx('ol', {
        class: 'frames-log',
        children: stream.entries.map((entry, index) =>
          _jsx('li', { children: _jsx(Entry, { entry: entry }) }, index),
        ),
      }),
    ],
  });
}
function Entry({ entry }) {
  if (entry.kind === 'message') {
    const { from, message } = entry;
    return _jsxs('details', {
      children: [
        _jsxs('summary', {
          children: [
            from === 'twilio' ? 'Twilio' : 'Agent',
            ': ',
            _jsx('b', { children: message.event }),
            ' ',
            nameOf(message),
          ],
        }),
        _jsx('pre', { children: JSON.stringify(message, null, 2) }),
      ],
    });
  }
  const { fromTwilio, fromServer, samples } = entry;
  return _jsxs('details', {
    children: [
      _jsxs('summary', {
        children: [
          'Audio: ',
          _jsx('b', { children: 'media' }),
          ' \u00D7 ',
          fromTwilio,
          ' from Twilio, \u00D7 ',
          fromServer,
          ' from the agent',
        ],
      }),
      samples.map((sample) =>
        _jsx('pre', { children: JSON.stringify(sample, null, 2) }, JSON.stringify(sample)),
      ),
    ],
  });
}
function nameOf(message) {
  if (message.event === 'mark') return message.mark.name;
  return message.event === 'dtmf' ? message.dtmf.digit : '';
}
