import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import type { Services } from '#src/compose.ts';
import css from '#src/features/people/ui/code-sheet.module.css';
import { ButtonLink, ScriptButton } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Row } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { plural } from '#src/lib/russian/plural.ts';

type Sheet = Extract<Awaited<ReturnType<Services['people']['codes']['issue']>>, { ok: true }>['value'];

/** Cards to cut out, eight to a sheet of A4: shown once, made to be printed. Only the cards go to paper. */
export function CodeSheet({ sheet, back }: { sheet: Sheet; back: { to: string; label: string } }) {
  const { cards, address, until, withAccount, kept, organizationName } = sheet;
  return (
    <div className={css.whole}>
      <div data-no-print>
        <Notice
          kind="success"
          title={`Готово: ${plural(cards.length, 'карточка', 'карточки', 'карточек')}. Распечатайте сейчас`}
        >
          Коды показаны один раз. Раздайте карточки лично: по коду открывается страница этого человека.
          {kept.length > 0 && ` Прежний код остался: ${kept.join(', ')}.`}
          {withAccount.length > 0 && ` Входят по учётной записи: ${withAccount.join(', ')}.`}
        </Notice>
        <Row>
          <ScriptButton onPress={() => window.print()}>Распечатать</ScriptButton>
          <ButtonLink to={back.to}>Назад</ButtonLink>
        </Row>
      </div>
      <ul className={css.sheet}>
        {cards.map((card) => (
          <li key={card.personId} className={css.card}>
            <div className={css.words}>
              <div className={css.name}>{card.name}</div>
              <div className={css.quiet}>
                {[card.className, organizationName].filter((part) => part !== '').join(', ')}
              </div>
              <div className={css.code}>{card.code}</div>
              <div className={css.quiet}>
                Наведите камеру на квадрат или откройте {address.replace(/^https?:\/\//, '')} и введите код.
                Действует до {formatDay(until)}.
              </div>
            </div>
            <div className={css.qr}>
              <QrCode qr={card.qr} label={`Ссылка с кодом: ${card.name}`} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
