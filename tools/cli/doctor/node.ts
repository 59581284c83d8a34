import { bad, type Check, good } from './check';

/** The oldest release that the toolkit and the `twilio` library run on. */
const OLDEST = 20;

export const nodeCheck: Check = {
  title: 'the Node version',
  online: false,
  run: ({ nodeVersion }) =>
    Number.parseInt(nodeVersion, 10) >= OLDEST
      ? [good(`Node ${nodeVersion}`)]
      : [bad(`Node ${nodeVersion} is too old.`, `Install Node ${OLDEST} or 22.`)],
};
