import { render } from 'preact';
import { jsx as _jsx } from 'preact/jsx-runtime';
import { App } from './app';

render(_jsx(App, {}), document.body);
