import { defineConfig } from 'vitest/config';

// The time zone is awkward on purpose (+05:45): code that leans on the machine's zone fails here, not in Kamchatka.
process.env.TZ = 'Asia/Kathmandu';

/** `*.server.test.ts` need a real PostgreSQL; every other `*.test.ts` is pure and runs without one. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['**/*.server.test.ts', '**/node_modules/**'],
          env: { TZ: 'Asia/Kathmandu' },
          // Against work without end, not against a slow machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['src/**/*.server.test.ts', 'test/*.server.test.ts'],
          globalSetup: ['src/platform/testing/global-setup.ts'],
          env: { TZ: 'Asia/Kathmandu' },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
