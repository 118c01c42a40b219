export { listAskedPupils, type AskedPupil } from '#src/features/surveys/store.server/asked-pupils.ts';
