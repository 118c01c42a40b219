import type { PrintedCode as Printed } from '#src/features/accounts/service.server/deps.ts';
import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import { ScriptButton } from '#src/ui/button.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';

/** A one-time code to hand over: shown once, made to be printed. */
export function PrintedCode({ printed, timeZone }: { printed: Printed; timeZone: string }) {
  return (
    <Stack>
      <Notice kind="success" title="Передайте этот листок лично">
        Код показан один раз: распечатайте страницу или перепишите его. По коду задают пароль, поэтому не
        посылайте его в общий чат.
      </Notice>
      <KeyValue
        items={[
          { key: 'Кому', value: printed.name },
          { key: 'Имя для входа', value: printed.userName },
          { key: 'Одноразовый код', value: printed.code },
          { key: 'Где ввести', value: printed.link },
          { key: 'Действует до', value: formatInstant(printed.expiresAt, timeZone) },
        ]}
      />
      <QrCode qr={printed.qr} label={`Ссылка для телефона: ${printed.link}`} />
      <Row>
        <ScriptButton onPress={() => window.print()}>Распечатать</ScriptButton>
      </Row>
    </Stack>
  );
}
