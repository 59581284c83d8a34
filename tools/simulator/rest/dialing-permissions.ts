import { metaPage } from './page';
import type { Route } from './route';

/** Which numbers of a country the account may call. */
export interface DialingPermission {
  iso_code: string;
  name: string;
  country_codes: string[];
  low_risk_numbers_enabled: boolean;
}

export function newPermissions(): DialingPermission[] {
  const countries: [string, string, string][] = [
    ['US', 'United States/Canada', '+1'],
    ['JM', 'Jamaica', '+1876'],
    ['GB', 'United Kingdom', '+44'],
    ['IE', 'Ireland', '+353'],
  ];
  return countries.map(([iso_code, name, code]) => ({
    iso_code,
    name,
    country_codes: [code],
    low_risk_numbers_enabled: iso_code !== 'JM',
  }));
}

/** @see https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource */
export function dialingPermissionRoutes(permissions: readonly DialingPermission[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/DialingPermissions/Countries',
      answer: (request) => metaPage('voice.twilio.com', 'content', permissions, request),
    },
  ];
}
