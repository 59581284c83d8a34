/** Where the functions are served. */
export const SERVICE_PORT = 3000;
/** Where a running `npm start` takes orders for calls. */
export const CONTROL_PORT = 3001;
/** Where a running `npm start` shows the call console. */
export const CONSOLE_PORT = 3002;
