import { useCallback, useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import css from '#src/features/surveys/ui/saving.module.css';

type Connection = 'idle' | 'saving' | 'saved' | 'lost';

const words: Record<Connection, string> = {
  idle: '',
  saving: 'Сохраняем…',
  saved: 'Сохранено',
  lost: 'Нет связи. Ответы остаются на этой странице и отправятся сами, когда связь вернётся. Не закрывайте её.',
};
const pauseMilliseconds = 800;
const retryMilliseconds = 4_000;

/**
 * Around the form of a page. With scripts: saves in the background after each change, says so, and when the connection is
 * lost keeps what was typed on the page and sends it again, the pressed button too. Without scripts the form posts as it is.
 */
export function Saving({
  address,
  onAnswers,
  children,
}: {
  /** Where the background saving goes. */
  address: string;
  /** After each change of a field, with the form as it stands. */
  onAnswers: (form: FormData) => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pressed = useRef<HTMLElement | null>(null);
  const isChecked = useRef(false);
  const [connection, setConnection] = useState<Connection>('idle');

  const send = useCallback(async (): Promise<boolean> => {
    const form = box.current?.querySelector('form');
    if (form == null) return false;
    clearTimeout(timer.current);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    setConnection((now) => (now === 'lost' ? now : 'saving'));
    try {
      // A refusal of the server is shown by the form itself when it is sent; here only the connection matters.
      await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
      setConnection('saved');
      return true;
    } catch {
      setConnection('lost');
      return false;
    }
  }, [address]);

  const goOn = useCallback(async () => {
    if (!(await send())) return;
    const button = pressed.current;
    pressed.current = null;
    const form = box.current?.querySelector('form');
    if (button === null || form == null) return;
    isChecked.current = true;
    form.requestSubmit(button);
  }, [send]);

  useEffect(() => {
    if (connection !== 'lost') return undefined;
    const again = (): void => void goOn();
    const ticking = setInterval(again, retryMilliseconds);
    window.addEventListener('online', again);
    return () => {
      clearInterval(ticking);
      window.removeEventListener('online', again);
    };
  }, [connection, goOn]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const onChange = (): void => {
    const form = box.current?.querySelector('form');
    if (form != null) onAnswers(new FormData(form));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), pauseMilliseconds);
  };
  const onSubmit = (event: SyntheticEvent<HTMLDivElement, SubmitEvent>): void => {
    clearTimeout(timer.current);
    if (isChecked.current) {
      isChecked.current = false;
      return;
    }
    // First whether the server can be reached: a form sent into nowhere would lose the page with what was typed.
    event.preventDefault();
    event.stopPropagation();
    pressed.current = event.nativeEvent.submitter;
    void goOn();
  };
  return (
    <div ref={box} onChange={onChange} onSubmitCapture={onSubmit}>
      {children}
      <p
        className={connection === 'lost' ? `${css.line} ${css.lost}` : css.line}
        aria-live="polite"
        data-needs-scripts
      >
        {words[connection]}
      </p>
    </div>
  );
}
