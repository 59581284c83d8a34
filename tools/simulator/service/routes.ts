import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
// By path, without the client of Twilio's API, which takes longer to load than a call.
import { getPathAndAccessFromFileInfo } from '@twilio-labs/serverless-api/dist/utils/fs';

/**
 * The routes of a folder's files. `getListOfFunctionsAndAssets` of the toolkit finds the same, but also
 * reads every file, which takes longer than a request: the runtime handler reads them when it needs them.
 */
export function routesIn(folder: string, extension?: string) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== '.DS_Store')
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => extension === undefined || path.endsWith(extension))
    .map((path) => {
      const file = { name: relative(folder, path), path };
      const route = getPathAndAccessFromFileInfo(file, extension);
      return { ...route, name: route.path, content: '', filePath: path };
    });
}
