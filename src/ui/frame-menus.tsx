import { IconCheck } from '@tabler/icons-react';
import { Form } from 'react-router';
import css from '#src/ui/app-frame.module.css';
import type { FramePerson } from '#src/ui/app-frame.tsx';
import { Menu, MenuLink } from '#src/ui/menu.tsx';

/** The name of the organization, and the switch if the person works in several. */
export function OrganizationMenu({
  person,
  organizationId,
}: {
  person: FramePerson;
  organizationId: string | null;
}) {
  const organizations = [
    ...new Map(person.memberships.map((one) => [one.organizationId, one.organizationName])),
  ];
  const current = organizations.find(([id]) => id === organizationId)?.[1];
  if (current === undefined) return null;
  if (organizations.length === 1) {
    return (
      <div className={css.organization}>
        <div className={css.organizationName}>{current}</div>
      </div>
    );
  }
  return (
    <div className={css.organization}>
      <Menu label={<span className={css.organizationName}>{current}</span>} align="start">
        <Form method="post" action="/frame/organization" className={css.switch}>
          <span className={css.menuTitle}>Перейти в другую организацию</span>
          {organizations.map(([id, name]) => (
            <Choice key={id} name="organization" value={id} label={name} chosen={id === organizationId} />
          ))}
        </Form>
      </Menu>
    </div>
  );
}

const appearances = [
  ['auto', 'Как на устройстве'],
  ['light', 'Светлое'],
  ['dark', 'Тёмное'],
] as const;

/** Account, what is needed rarely, sign-out and appearance; before sign-in only the last and the way in. */
export function AccountMenu({
  name,
  menu,
  colorScheme,
  path,
}: {
  name: string | null;
  menu: readonly { readonly to: string; readonly label: string }[];
  colorScheme: 'light' | 'dark' | 'auto';
  path: string;
}) {
  return (
    <Menu label={name ?? 'Меню'} align="end">
      {name === null ? (
        <MenuLink to="/signin">Войти</MenuLink>
      ) : (
        <>
          <MenuLink to="/account">Моя учётная запись</MenuLink>
          {menu.map(({ to, label }) => (
            <MenuLink key={to} to={to}>
              {label}
            </MenuLink>
          ))}
          <Form method="post" action="/signout" reloadDocument>
            <button type="submit" className={css.choice}>
              Выйти
            </button>
          </Form>
        </>
      )}
      <hr className={css.menuLine} />
      {/* A whole new document: the server renders the scheme into the first byte. */}
      <Form method="post" action="/frame/appearance" reloadDocument className={css.switch}>
        <span className={css.menuTitle}>Оформление</span>
        <input type="hidden" name="next" value={path} />
        {appearances.map(([value, label]) => (
          <Choice key={value} name="appearance" value={value} label={label} chosen={value === colorScheme} />
        ))}
      </Form>
    </Menu>
  );
}

function Choice({
  name,
  value,
  label,
  chosen,
}: {
  name: string;
  value: string;
  label: string;
  chosen: boolean;
}) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={css.choice}
      {...(chosen ? { 'aria-current': true } : {})}
    >
      {label}
      {chosen && <IconCheck size={18} aria-hidden />}
    </button>
  );
}
