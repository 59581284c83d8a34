/** Where the functions are served. */
export const SERVICE_PORT = 3000;
/** Where a running `npm start` takes orders for calls. */
export const CONTROL_PORT = 3001;
