import { isPeopleList, isPersonKind } from '#src/features/people/rules/kinds.ts';

/** What the address of a list of people asks for; what it does not know counts as not asked. */
export function readPeopleAsked(url: URL, organizationId: string) {
  const { searchParams } = url;
  const list = searchParams.get('list') ?? '';
  const kind = searchParams.get('kind') ?? '';
  return {
    organizationId,
    list: isPeopleList(list) ? list : ('staff' as const),
    search: searchParams.get('words') ?? '',
    classId: searchParams.get('class') || null,
    kind: isPersonKind(kind) ? kind : null,
    partnerId: searchParams.get('partner') || null,
    withLeft: searchParams.has('left'),
  };
}
