import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from '#src/ui/notice.module.css';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const icons = {
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  error: IconCircleX,
};

const spoken: Record<NoticeKind, string> = {
  info: 'К сведению',
  success: 'Готово',
  warning: 'Обратите внимание',
  error: 'Ошибка',
};

/** A message on the page: what happened and what to do. `title` in bold, the rest as children. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
}) {
  const Icon = icons[kind];
  return (
    <div className={`${css.notice} ${css[kind]}`}>
      <Icon className={css.icon} size={20} aria-hidden />
      <div className={css.body}>
        <span className="visually-hidden">{spoken[kind]}:</span>
        {title !== undefined && <div className={css.title}>{title}</div>}
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}

/** Nothing here yet: says what will be here, and the next step as a button. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  /** Usually `<ButtonLink look="main" …>`. */
  action?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {children !== undefined && <div>{children}</div>}
      {action}
    </div>
  );
}

/** Somebody may look but not change: why, in the words of the room's `labels.ts`. */
export function NoRight({ reason }: { reason: string }) {
  return (
    <Notice kind="info" title="Только просмотр">
      {reason}
    </Notice>
  );
}
