import { join } from 'node:path';
import {
  activeBuild,
  type LocalTwilioRest,
  startCloud,
  startLocalAsapp,
  startTwilioRest,
} from '../../simulator';
import type { Variables } from '../command/terminal';
import { rehearseCalls } from './call';
import { inspectBuild } from './inspect';
import type { Problem } from './problem';
import { uploadProject } from './upload';

/** The person to whom the agent transfers a call: a number that is not in use. */
const PERSON = '+15550103000';

/** Says what is being done, and does it. */
export type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/**
 * Deploys a built project to a local Twilio, runs what arrived there as the cloud would, and calls it;
 * returns what would fail in the cloud.
 *
 * @param root - the project's folder, with `dist/functions` and `node_modules` in it
 * @param env - the environment for the toolkit
 */
export async function rehearseDeploy(root: string, env: Variables, step: Step): Promise<Problem[]> {
  const rest = await startTwilioRest();
  const asapp = await startLocalAsapp();
  try {
    const variables = { ...asapp.env, AGENT_DESTINATION: PERSON };
    const refused = await step('Deploying with the toolkit to a local Twilio', () =>
      uploadProject(root, rest, variables, env),
    );
    if (refused.length > 0) return refused;

    const { service, environment, build } = deployedTo(rest);
    const problems = await step('Checking what was uploaded', () => inspectBuild(build));
    const cloud = await step('Starting it as the cloud does', () =>
      startCloud(rest.account, service, environment, join(root, 'node_modules')),
    );
    try {
      problems.push(...cloud.broken.map(brokenFunction));
      const calls = () => rehearseCalls(cloud, asapp, rest.account);
      if (cloud.broken.length === 0) problems.push(...(await step('Calling it', calls)));
    } finally {
      await cloud.close();
    }
    return problems;
  } finally {
    await asapp.close();
    await rest.close();
  }
}

function deployedTo({ services: [service] }: LocalTwilioRest) {
  const [environment] = service?.environments ?? [];
  const build = service && environment && activeBuild(service, environment);
  if (!build) throw new Error('the toolkit reported success, but nothing was deployed');
  return { service, environment, build };
}

function brokenFunction({ path, reason }: { path: string; reason: string }): Problem {
  return {
    text: `${path} cannot be loaded in the cloud: ${reason}.`,
    fix: 'Let the build bundle what it loads, or list the package in the dependencies.',
  };
}
