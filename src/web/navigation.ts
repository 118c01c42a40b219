import type { SignedIn } from '#src/web/context.ts';

/** One room in the navigation of the frame. */
export interface NavigationItem {
  readonly to: string;
  readonly label: string;
  /** Name of an icon that `src/ui/app-frame.tsx` knows. */
  readonly icon: NavigationIcon;
}

export type NavigationIcon =
  | 'today'
  | 'plan'
  | 'roadmap'
  | 'documents'
  | 'people'
  | 'organization'
  | 'settings';

/** The rooms that exist, in the order of a working day; a room adds its line together with its pages. */
const rooms: readonly NavigationItem[] = [
  { to: '/', label: 'Сегодня', icon: 'today' },
  { to: '/plan', label: 'План', icon: 'plan' },
  { to: '/roadmaps', label: 'Дорожные карты', icon: 'roadmap' },
];

/** What the frame offers to this person; nothing before sign-in. */
export function navigationFor(signedIn: SignedIn | null): readonly NavigationItem[] {
  return signedIn === null || signedIn.organizationId === null ? [] : rooms;
}
