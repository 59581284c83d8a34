import { useEffect, useRef } from 'preact/hooks';
import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { Body } from './body';
import { Frames } from './frames';
import { happensAt, partyPhrases, seconds, took } from './parties';
import { Values } from './values';
/** One line of the call from near: the request, its answer, the frames, Twilio's complaint. */
export function Details({ call, event }) {
  const section = useRef(null);
  useEffect(() => {
    // On a small screen it stands below the call.
    if (event !== undefined) section.current?.scrollIntoView({ block: 'nearest' });
  }, [event]);
  return _jsxs('section', {
    ref: section,
    class: 'card details',
    'aria-labelledby': 'details-title',
    tabIndex: 0,
    children: [
      _jsx('h2', { id: 'details-title', children: 'Details' }),
      event === undefined
        ? _jsx('p', {
            class: 'hint',
            children: 'Choose a line of the call to see its request, its TwiML or its frames.',
          })
        : _jsx(Line, { call: call, event: event }),
    ],
  });
}
function Line({ call, event }) {
  const { from, to, what, ms, status, details = {}, body, complaint, beside } = event;
  const { streamSid, ...values } = details;
  const stream = call?.streams.find((log) => log.streamSid === streamSid);
  return _jsxs(_Fragment, {
    children: [
      _jsx('h3', { children: what }),
      _jsxs('p', {
        children: [
          'From ',
          partyPhrases[from],
          ' to ',
          partyPhrases[to],
          ', ',
          seconds(happensAt(event)),
          ' into the call',
          ms !== undefined && `, ${took(ms)} long`,
          status !== undefined && `, answered with HTTP ${status}`,
          '.',
          beside && ' The caller did not wait for it.',
        ],
      }),
      complaint !== undefined &&
        _jsx('div', {
          class: `complaint ${complaint.level}`,
          children: _jsxs('p', {
            children: [
              _jsxs('strong', {
                children: [
                  complaint.level === 'noise' ? 'Twilio logs' : `Twilio ${complaint.level}`,
                  ' ',
                  complaint.code,
                ],
              }),
              ': ',
              complaint.message,
              '.',
              ' ',
              complaint.level === 'noise' && 'It is in order, although it is logged as an error. ',
              _jsxs('a', {
                href: `https://www.twilio.com/docs/api/errors/${complaint.code}`,
                target: '_blank',
                rel: 'noreferrer',
                children: ['What Twilio says of ', complaint.code],
              }),
            ],
          }),
        }),
      _jsx(Values, { values: values }),
      body !== undefined && body !== '' && _jsx(Body, { text: body }),
      stream !== undefined && _jsx(Frames, { stream: stream }),
    ],
  });
}
