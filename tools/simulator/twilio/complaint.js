export const error = (code, message) => ({
  code,
  level: 'error',
  message,
});
export const warning = (code, message) => ({
  code,
  level: 'warning',
  message,
});
