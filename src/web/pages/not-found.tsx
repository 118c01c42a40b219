import { site } from '#src/web/context.ts';
import { notFound, throwProblem } from '#src/web/problems.ts';
import type { Route } from './+types/not-found';

/** Every address that no other page answers, and files that are not there for this person. */
export function loader({ context }: Route.LoaderArgs): never {
  const { fileProblem } = site(context);
  return fileProblem === null ? notFound() : throwProblem(fileProblem);
}

/** A form sent to an address that does not exist. */
export function action(): never {
  return notFound();
}

export default function NotFound() {
  return null;
}
