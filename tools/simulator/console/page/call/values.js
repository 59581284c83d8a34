import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
/** What was sent along, name by name. */
export function Values({ values }) {
  const rows = Object.entries(values).filter(([, value]) => value !== undefined);
  if (rows.length === 0) return null;
  return _jsxs(_Fragment, {
    children: [
      _jsx('h4', { children: 'Parameters' }),
      _jsx('table', {
        children: _jsx('tbody', {
          children: rows.map(([name, value]) =>
            _jsxs(
              'tr',
              {
                children: [
                  _jsx('th', { scope: 'row', children: name }),
                  _jsx('td', {
                    children: typeof value === 'string' ? value : JSON.stringify(value),
                  }),
                ],
              },
              name,
            ),
          ),
        }),
      }),
    ],
  });
}
