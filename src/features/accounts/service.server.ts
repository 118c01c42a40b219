export { standingOf } from '#src/features/orgs/service.server.ts';
