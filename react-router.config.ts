import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'src',
  buildDirectory: 'build',
  ssr: true,
  // Every route is known from the first page: no request for a manifest while somebody walks through the site.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
