import { useEffect, useId, type ReactNode } from 'react';
import { useRevalidator } from 'react-router';
import css from '#src/ui/progress.module.css';

/** How much is done. `text` replaces «3 из 10». */
export function ProgressBar({
  label,
  done,
  total,
  text,
}: {
  label: string;
  done: number;
  total: number;
  text?: string;
}) {
  const id = useId();
  return (
    <div className={css.box}>
      <div className={css.line}>
        <label htmlFor={id}>{label}</label>
        <span>{text ?? `${done} из ${total}`}</span>
      </div>
      <progress id={id} className={css.bar} value={Math.min(done, total)} max={Math.max(total, 1)} />
    </div>
  );
}

/**
 * Long work that runs in the background: the bar, and the page asks again every few seconds (with scripts quietly,
 * without them by reloading). Render it only while the work runs. `cancel` is a form with a button.
 */
export function RunningWork({
  label,
  done,
  total,
  everySeconds = 2,
  cancel,
}: {
  label: string;
  done: number;
  /** 0 while the size is not known yet. */
  total: number;
  everySeconds?: number;
  cancel?: ReactNode;
}) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== 'idle') return undefined;
    const timer = setTimeout(() => void revalidate(), everySeconds * 1000);
    return () => clearTimeout(timer);
  }, [revalidate, state, everySeconds]);
  return (
    <div className={css.box}>
      <noscript>
        <meta httpEquiv="refresh" content={String(everySeconds + 1)} />
      </noscript>
      {total > 0 ? (
        <ProgressBar label={label} done={done} total={total} />
      ) : (
        <>
          <span>{label}</span>
          <progress className={css.bar} aria-label={label} />
        </>
      )}
      <div aria-live="polite" className="visually-hidden">
        {total > 0 ? `${label}: ${Math.floor((done / total) * 4) * 25} %` : label}
      </div>
      {cancel !== undefined && <div className={css.cancel}>{cancel}</div>}
    </div>
  );
}
