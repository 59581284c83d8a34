import type { Twilio } from 'twilio';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { DeployedService } from '../twilio/service';

/** A variable of a deployed environment. */
export interface DeployedVariable {
  readonly sid: string;
  readonly value: string;
  /** When its value was last written. */
  readonly updated: Date | undefined;
}

export type DeployedVariables = ReadonlyMap<string, DeployedVariable>;

type Environment = ReturnType<ReturnType<Twilio['serverless']['v1']['services']>['environments']>;
type Variable = Awaited<ReturnType<Environment['variables']['list']>>[number];

/** Twilio's resource of an environment. */
export const environmentOf = (client: Twilio, { serviceSid, environmentSid }: DeployedService) =>
  client.serverless.v1.services(serviceSid).environments(environmentSid);

/** The variables of a deployed environment, by name. */
export async function readDeployed(
  client: Twilio,
  service: DeployedService,
): Promise<DeployedVariables> {
  const { variables } = environmentOf(client, service);
  const list: Nullable<Variable>[] = await explained('list the variables', () => variables.list());
  return new Map(
    list.flatMap(({ sid, key, value, dateUpdated }) =>
      sid && key ? [[key, { sid, value: value ?? '', updated: dateUpdated ?? undefined }]] : [],
    ),
  );
}

/** Only the values. */
export function valuesOf(variables: DeployedVariables): Record<string, string> {
  return Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
}
