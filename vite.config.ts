import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

/**
 * The build only makes the pages. Everything behind them (services, jobs, the command line) is run by Node from
 * `src`, so that what `compose.ts` makes exists once; the server build exports `createSite(options)` and is
 * handed the services.
 */
export default defineConfig({
  plugins: [reactRouter()],
  build: {
    // The policy of the site allows no `data:` fonts or styles; small files stay files.
    assetsInlineLimit: 0,
  },
  environments: {
    ssr: {
      build: { rolldownOptions: { input: './src/web/site.ts' } },
    },
  },
});
