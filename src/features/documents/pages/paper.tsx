import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { directionLabels, documentsRefusalText } from '#src/features/documents/labels.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import { numberAndDate, type Paper as PaperCard } from '#src/features/documents/rules.ts';
import { changeFiles } from '#src/features/documents/pages/change-files.ts';
import { changeDraft } from '#src/features/documents/pages/change-draft.ts';
import { findPaperKind, paperKinds } from '#src/features/documents/rules/kinds.ts';
import { cancelPaperForm, editPaperForm } from '#src/features/documents/schema.ts';
import { DraftedPaper } from '#src/features/documents/ui/drafted-paper.tsx';
import { PaperFields, paperFieldLabels } from '#src/features/documents/ui/paper-fields.tsx';
import { PaperFilesSection } from '#src/features/documents/ui/paper-files.tsx';
import { PaperStateBadge } from '#src/features/documents/ui/paper-state-badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/paper';

/** A refused form; after a clash also the card as it stands now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: PaperCard | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.documents.view(signedIn, params.paperId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  const { paper, uses, can, isDrafted, nextNumber, replacedBy } = found.value;
  const files = await site(context).services.documents.paperFiles.list(signedIn, params.paperId);
  const drafted = isDrafted
    ? await site(context).services.documents.drafts.view(signedIn, params.paperId)
    : null;
  return {
    paper,
    uses,
    nextNumber,
    replacedBy,
    files: files.ok ? files.value : [],
    text: drafted?.ok === true ? drafted.value : null,
    can: abilityTexts(can),
    kindTitle: findPaperKind(paper.kind)?.title ?? paper.kind,
    kinds: paperKinds.map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { documents } = site(context).services;
  const sent = await request.formData();
  // Which paper it is says the address, never a field.
  sent.set('paperId', params.paperId);
  const here = `/documents/${params.paperId}`;
  const refused = async (values: FormState['values'], refusal: Refusal) => {
    const isStale = refusal.code === 'documents.stale' || refusal.code === 'documents.closed';
    const now = isStale ? await documents.view(signedIn, params.paperId) : null;
    const state: Refused = {
      ...refuseForm(values, refusal, documentsRefusalText(refusal), paperFieldLabels),
      newer: now?.ok === true ? now.value.paper : null,
    };
    return data(state, { status: statusOf(refusal) });
  };

  if (sent.get('intent') === 'cancel') {
    const form = parseForm(sent, cancelPaperForm, { labels: { reason: 'Причина' } });
    if (!form.ok) return data({ ...form, newer: null }, { status: 422 });
    const done = await documents.cancel(signedIn, form.value);
    return done.ok
      ? redirectWith(here, 'Документ отменён. Он остаётся в реестре с причиной.')
      : refused(form.values, done.refusal);
  }
  const intent = sent.get('intent');
  if (intent === 'answers' || intent === 'approve' || intent === 'reopen' || intent === 'register') {
    const done = await changeDraft(documents, signedIn, intent, sent);
    if (!done.ok)
      return 'refusal' in done
        ? refused(done.values, done.refusal)
        : data({ ...done.state, newer: null }, { status: 422 });
    return redirectWith(here, done.message);
  }
  if (intent === 'attach' || intent === 'remove-file') {
    const done = await changeFiles(documents, signedIn, intent, sent);
    if (done.ok) return redirectWith(`${here}#files`, done.message);
    return 'refusal' in done
      ? refused(done.values, done.refusal)
      : data({ ...done.state, newer: null }, { status: 422 });
  }
  const form = parseForm(sent, editPaperForm, { labels: paperFieldLabels });
  if (!form.ok) return data({ ...form, newer: null }, { status: 422 });
  const done = await documents.edit(signedIn, form.value, await readSentFile(sent));
  if (done.ok) return redirectWith(here, 'Изменения сохранены.');
  const { refusal } = done;
  return refused(form.values, atFileField(refusal));
}

export default function Paper({ loaderData, actionData }: Route.ComponentProps) {
  const { uses, can, kindTitle, kinds, text, nextNumber, replacedBy } = loaderData;
  const newer = actionData?.newer ?? null;
  const paper = newer ?? loaderData.paper;
  const isOpen = paper.state !== 'cancelled' && paper.state !== 'replaced';
  const mayEdit = can['documents.edit'] === true && isOpen && text === null;
  return (
    <Page title={paper.title} width="narrow" breadcrumbs={[{ to: '/documents', label: 'Документы' }]}>
      {can['documents.edit'] !== true && <NoRight reason={can['documents.edit']} />}
      <KeyValue
        items={[
          { key: 'Вид', value: newer === null ? kindTitle : labelOf(kinds, newer.kind) },
          {
            key: 'Состояние',
            value: <PaperStateBadge state={paper.state} />,
          },
          ...(paper.stateReason === '' ? [] : [{ key: 'Причина', value: paper.stateReason }]),
          { key: 'Номер', value: paper.number },
          { key: 'Дата', value: paper.issuedOn === null ? null : formatDayShort(paper.issuedOn) },
          { key: 'Направление', value: directionLabels[paper.direction] },
          ...(paper.issuer === '' ? [] : [{ key: 'Кем издан', value: paper.issuer }]),
          ...(paper.note === ''
            ? []
            : [
                {
                  key: 'Примечание',
                  value: (
                    <Text as="span" verbatim>
                      {paper.note}
                    </Text>
                  ),
                },
              ]),
        ]}
      />
      {paper.state === 'draft' && text === null && (
        <Notice title="Это черновик">
          У документа ещё нет номера или даты. Впишите их ниже, и он попадёт в реестр.
        </Notice>
      )}
      {paper.replacedBy !== null && replacedBy !== null && (
        <Notice title="Заменён">
          Вместо него действует <TextLink to={`/documents/${replacedBy.id}`}>{replacedBy.title}</TextLink>.
        </Notice>
      )}
      {text !== null && (
        <DraftedPaper
          paper={paper}
          text={text}
          state={actionData}
          mayDraft={can['documents.draft'] === true}
          mayRegister={can['documents.register'] === true}
          nextNumber={nextNumber}
          today={text.today}
          papers={text.choices
            .filter(({ id }) => id !== paper.id)
            .map((one) => ({ value: one.id, label: `${numberAndDate(one)} ${one.title}`.trim() }))}
        />
      )}
      <PaperFilesSection
        files={loaderData.files}
        version={paper.version}
        state={actionData}
        mayChange={can['documents.edit'] === true && isOpen}
        isRegistered={paper.state === 'registered'}
      />
      {can['documents.acquaint'] === true && paper.state === 'registered' && (
        <Section title="Ознакомление">
          <Text>Кто должен знать документ, кто уже прочитал его и расписался.</Text>
          <Row>
            <ButtonLink to={`/documents/${paper.id}/acquaintance`}>Лист ознакомления</ButtonLink>
          </Row>
        </Section>
      )}
      <Section title="Что подтверждает">
        {uses.length === 0 ? (
          <EmptyState title="Пока ни одного мероприятия">
            Откройте мероприятие в плане и приложите к нему этот документ.
          </EmptyState>
        ) : (
          <ul>
            {uses.map((use) => (
              <li key={use.activityId}>
                <TextLink to={`/plan/activities/${use.activityId}`}>{use.title}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {mayEdit && (
        <Section title="Изменить" id="edit">
          <Form state={actionData} intent="edit" upload>
            <HiddenField name="version" value={paper.version} />
            <PaperFields kinds={kinds} paper={paper} />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to="/documents">К реестру</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      )}
      {can['documents.cancel'] === true && isOpen && (
        <ConfirmButton
          label="Отменить документ"
          question="Отменённый документ остаётся в реестре с причиной; изменить его или вернуть будет нельзя."
          confirmLabel="Отменить документ"
          intent="cancel"
          danger
          state={actionData}
          fields={{ version: String(paper.version) }}
        >
          <TextField name="reason" label="Причина" required maxLength={500} />
        </ConfirmButton>
      )}
    </Page>
  );
}

function labelOf(kinds: readonly { value: string; label: string }[], kind: string): string {
  return kinds.find(({ value }) => value === kind)?.label ?? kind;
}
