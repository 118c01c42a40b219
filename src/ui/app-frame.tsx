import {
  IconAddressBook,
  IconBell,
  IconBuildingCommunity,
  IconCalendarCheck,
  IconClipboardList,
  IconFileText,
  IconHeartHandshake,
  IconListCheck,
  IconMap2,
  IconMenu2,
  IconPuzzle,
  IconSignature,
  IconTargetArrow,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation, useNavigation } from 'react-router';
import css from '#src/ui/app-frame.module.css';
import { AccountMenu, OrganizationMenu } from '#src/ui/frame-menus.tsx';
import { Notice, type NoticeKind } from '#src/ui/notice.tsx';

export interface FrameNavigation {
  readonly to: string;
  readonly label: string;
  readonly icon: keyof typeof icons;
}

export interface FramePerson {
  readonly name: string;
  readonly memberships: readonly {
    readonly organizationId: string;
    readonly organizationName: string;
    readonly role: string;
  }[];
}

export interface FrameFlash {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
}

const icons = {
  today: IconCalendarCheck,
  plan: IconListCheck,
  roadmap: IconMap2,
  programmes: IconTargetArrow,
  banks: IconAddressBook,
  matching: IconPuzzle,
  mentorships: IconHeartHandshake,
  surveys: IconClipboardList,
  documents: IconFileText,
  people: IconUsers,
  consents: IconSignature,
  schools: IconBuildingCommunity,
  own: IconUser,
};

/** The site around every page: header, rooms, messages, footer. Without a person it is a plain frame with the name. */
export function AppFrame({
  navigation,
  menu,
  unread,
  person,
  organizationId,
  colorScheme,
  flash,
  path,
  children,
}: {
  navigation: readonly FrameNavigation[];
  /** What is needed rarely: in the menu of the person. */
  menu: readonly { readonly to: string; readonly label: string }[];
  /** Notices that the person has not read. */
  unread: number;
  person: FramePerson | null;
  organizationId: string | null;
  colorScheme: 'light' | 'dark' | 'auto';
  flash: FrameFlash | null;
  /** Path and query of this page, to come back to after a small form of the frame. */
  path: string;
  children: ReactNode;
}) {
  const main = useFocusAfterMove();
  return (
    <div className={css.frame}>
      <header className={css.header}>
        <a className={css.skip} href="#main">
          К содержанию
        </a>
        <div className={css.bar}>
          <Link to="/" className={css.brand}>
            Наставник
          </Link>
          {person !== null && <OrganizationMenu person={person} organizationId={organizationId} />}
          <div className={css.grow} />
          {unread > 0 && (
            <Link to="/notices" className={css.unread}>
              <IconBell size={18} aria-hidden />
              <span className="visually-hidden">Непрочитанных напоминаний:</span>
              {unread > 99 ? '99+' : unread}
            </Link>
          )}
          <AccountMenu name={person?.name ?? null} menu={menu} colorScheme={colorScheme} path={path} />
        </div>
        {navigation.length > 0 && <Rooms navigation={navigation} />}
      </header>
      <main id="main" className={css.main} tabIndex={-1} ref={main}>
        <FlashMessage flash={flash} />
        {children}
      </main>
      <footer className={css.footer}>
        <div className={css.bar}>
          <span>Наставник — открытая программа для школьного наставничества</span>
          <div className={css.grow} />
          <Link to="/about">О программе и доступности</Link>
        </div>
      </footer>
      <NavigationProgress />
    </div>
  );
}

/** In a line on wide screens; behind «Разделы» on a phone, as `details`, which needs no scripts. */
function Rooms({ navigation }: { navigation: readonly FrameNavigation[] }) {
  const location = useLocation();
  return (
    <>
      <nav className={`${css.nav} ${css.wideNav}`} aria-label="Разделы">
        <RoomList navigation={navigation} />
      </nav>
      {/* A new key after a move closes the list. */}
      <details className={css.burger} key={location.key}>
        <summary className={css.burgerSummary}>
          <IconMenu2 size={20} aria-hidden />
          Разделы
        </summary>
        <nav className={css.nav} aria-label="Разделы">
          <RoomList navigation={navigation} />
        </nav>
      </details>
    </>
  );
}

/** Whether an address belongs to a room: all that lies below the first part of the room's own address. */
function isWithin(pathname: string, room: string): boolean {
  const first = `/${room.split('/')[1] ?? ''}`;
  return pathname === first || (first !== '/' && pathname.startsWith(`${first}/`));
}

function RoomList({ navigation }: { navigation: readonly FrameNavigation[] }) {
  const { pathname } = useLocation();
  return (
    <ul className={css.rooms}>
      {navigation.map((item) => {
        const Icon = icons[item.icon];
        return (
          <li key={item.to}>
            <Link
              to={item.to}
              className={css.room}
              aria-current={isWithin(pathname, item.to) ? 'page' : undefined}
            >
              <Icon size={18} aria-hidden />
              {item.label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The message of the last action. The region is always there, so that a screen reader announces what appears in it. */
function FlashMessage({ flash }: { flash: FrameFlash | null }) {
  const location = useLocation();
  const [shown, setShown] = useState({ id: flash?.id, key: location.key });
  if (flash !== null && flash.id !== shown.id) setShown({ id: flash.id, key: location.key });
  // Kept by the browser until the next load of the frame: shown on the page it was meant for and not further.
  const visible = flash !== null && (flash.id !== shown.id || shown.key === location.key);
  return (
    <div aria-live="polite" aria-atomic="true" data-no-print>
      {visible && <Notice kind={flash.kind}>{flash.text}</Notice>}
    </div>
  );
}

/** A move within the site does not load a document, so the focus is moved by hand: to the title of the new page. */
function useFocusAfterMove() {
  const main = useRef<HTMLElement>(null);
  const { pathname, hash } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    if (hash !== '') return;
    // A form with errors takes the focus itself.
    if (main.current?.querySelector('[data-takes-focus]')) return;
    const title = main.current?.querySelector<HTMLElement>('h1');
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [pathname, hash]);
  return main;
}

/** Shown when the next page takes longer than a moment. */
function NavigationProgress() {
  const { state } = useNavigation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setLate(true), 300);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [state]);
  return (
    <div aria-live="polite" data-no-print>
      {late && (
        <>
          <div className={css.progress} />
          <span className="visually-hidden">
            {state === 'submitting' ? 'Форма отправляется' : 'Страница загружается'}
          </span>
        </>
      )}
    </div>
  );
}
