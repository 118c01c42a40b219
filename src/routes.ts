import { route, type RouteConfig } from '@react-router/dev/routes';

/**
 * Every page of the site, in one list: the path that people see, and the file that answers it.
 */
const pages: RouteConfig = [
  route('about', 'web/pages/about.tsx'),

  // Frame of the site: small forms that every page carries.
  route('frame/organization', 'web/pages/choose-organization.ts'),
  route('frame/appearance', 'web/pages/choose-appearance.ts'),

  route('*', 'web/pages/not-found.tsx'),
];

export default pages;
