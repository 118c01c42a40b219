import type { PrintedCode as Printed } from '#src/features/accounts/service.server/deps.ts';
import css from '#src/features/accounts/ui/printed-code.module.css';
import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import { ScriptButton } from '#src/ui/button.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';

/**
 * A one-time code to hand over: shown once, made to be printed. Only the sheet itself goes to paper; cut out, it is a
 * quarter of A4.
 */
export function PrintedCode({ printed, timeZone }: { printed: Printed; timeZone: string }) {
  const { name, userName, code, expiresAt, link, qr } = printed;
  return (
    <Stack>
      <div data-no-print>
        <Notice kind="success" title="Передайте этот листок лично">
          Код показан один раз: распечатайте страницу или перепишите его. По коду задают пароль, поэтому не
          посылайте его в общий чат.
        </Notice>
      </div>
      <div className={css.sheet}>
        <div className={css.title}>«Наставник»: ваш вход</div>
        <KeyValue
          items={[
            { key: 'Кому', value: name },
            { key: 'Имя для входа', value: userName },
            { key: 'Одноразовый код', value: <span className={css.code}>{code}</span> },
            { key: 'Действует до', value: formatInstant(expiresAt, timeZone) },
          ]}
        />
        <QrCode qr={qr} label="Ссылка для телефона; адрес написан рядом" />
        <ol className={css.steps}>
          <li>
            Откройте {link}
            {' – '}или наведите на квадрат камеру телефона.
          </li>
          <li>Придумайте пароль и запомните его: этот листок больше не понадобится.</li>
        </ol>
      </div>
      <Row>
        <ScriptButton onPress={() => window.print()}>Распечатать</ScriptButton>
      </Row>
    </Stack>
  );
}
