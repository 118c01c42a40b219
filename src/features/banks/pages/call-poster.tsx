import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import css from '#src/features/banks/ui/poster.module.css';
import { ButtonLink, ScriptButton } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Row } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/call-poster';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.banks.calls.view(signedIn, params.callId, {
    state: undefined,
    page: 1,
  });
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { call, address, qr, schoolName } = found.value;
  return { call, address, qr, schoolName };
}

/** One sheet of A4 for a wall: the call, a square for the camera, the address for the hand. */
export default function CallPoster({ loaderData }: Route.ComponentProps) {
  const { call, address, qr, schoolName } = loaderData;
  return (
    <div className={css.whole}>
      <div data-no-print>
        <Page title="Плакат" breadcrumbs={[{ to: `/banks/calls/${call.id}`, label: call.title }]}>
          <Row>
            <ScriptButton look="main" onPress={() => window.print()}>
              Распечатать
            </ScriptButton>
            <ButtonLink to={`/banks/calls/${call.id}`}>К набору</ButtonLink>
          </Row>
          {call.state !== 'open' && call.state !== 'early' && (
            <Notice kind="warning" title="Набор сейчас закрыт">
              Кто откроет ссылку с плаката, прочтёт, что заявки больше не принимают.
            </Notice>
          )}
        </Page>
      </div>
      <article className={css.poster} aria-label="Плакат">
        <p className={css.school}>{schoolName}</p>
        <h2 className={css.title}>{call.title}</h2>
        {call.invitation !== '' && <p className={css.words}>{call.invitation}</p>}
        {call.forms.length > 0 && <p className={css.forms}>{call.forms.map(formTitle).join(' · ')}</p>}
        <div className={css.qr}>
          <QrCode qr={qr} label="Ссылка на заявку" />
        </div>
        <p className={css.how}>Наведите камеру телефона на квадрат и заполните заявку</p>
        <p className={css.address}>{address.replace(/^https?:\/\//, '')}</p>
        <p className={css.until}>Заявки принимаем до {formatDay(call.closesOn)}</p>
      </article>
    </div>
  );
}
