/** Stands for the host of the service in the committed flows. */
export const EXAMPLE_DOMAIN = 'your-service-1234-dev.twil.io';
