import { notFound } from '#src/web/problems.ts';

/** Every address that no other page answers. */
export function loader(): never {
  return notFound();
}

/** A form sent to an address that does not exist. */
export function action(): never {
  return notFound();
}

export default function NotFound() {
  return null;
}
