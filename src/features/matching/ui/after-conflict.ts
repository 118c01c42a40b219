/**
 * For a page of a draft: whoever was second gets the draft as it is now, with what the first did, also with scripts, where a refused
 * form leaves the page as it was and every further press would be refused as well.
 */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number;
  defaultShouldRevalidate: boolean;
}): boolean {
  return actionStatus === 409 || defaultShouldRevalidate;
}
