import type { Paper } from '#src/features/documents/rules.ts';
import { GapFields } from '#src/features/documents/ui/gap-fields.tsx';
import { PaperSheet } from '#src/features/documents/ui/paper-sheet.tsx';
import { problemText } from '#src/features/documents/labels/wording.ts';
import type { TextView } from '#src/features/documents/service.server.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import {
  DateField,
  HiddenField,
  SelectField,
  TextAreaField,
  TextField,
  type Option,
} from '#src/ui/fields.tsx';
import { FileField } from '#src/ui/file-field.tsx';
import { ConfirmButton, FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';

type Text = Omit<TextView, 'can'>;

/** What a paper says, what it still lacks, and the steps to a registered one. */
export function DraftedPaper({
  paper,
  text,
  state,
  mayDraft,
  mayRegister,
  nextNumber,
  today,
  papers,
}: {
  paper: Paper;
  text: Text;
  state: FormState | undefined;
  mayDraft: boolean;
  mayRegister: boolean;
  nextNumber: string | null;
  today: string;
  /** Papers in force, for bases and replacement. */
  papers: readonly Option[];
}) {
  const isDraft = paper.state === 'draft';
  const isReady = text.problems.length === 0 && text.missing.length === 0;
  const isOpen = isDraft || paper.state === 'approved';
  return (
    <>
      <TextState paper={paper} text={text} />
      {isDraft && mayDraft && <Gaps paper={paper} text={text} state={state} papers={papers} />}
      <Section title="Текст">
        <Row>
          {isReady && (
            <>
              <ButtonLink to={`/documents/${paper.id}/print?format=docx`} download>
                Скачать DOCX
              </ButtonLink>
              <ButtonLink to={`/documents/${paper.id}/print?format=pdf`} download>
                Скачать PDF
              </ButtonLink>
            </>
          )}
          {isDraft && mayDraft && <ButtonLink to={`/documents/${paper.id}/text`}>Изменить текст</ButtonLink>}
        </Row>
        <PaperSheet sheet={text.sheet} label="Документ, как он будет напечатан" />
      </Section>
      {isOpen && mayRegister && isReady && (
        <Registration paper={paper} state={state} nextNumber={nextNumber} today={today} papers={papers} />
      )}
      {isDraft && mayDraft && isReady && (
        <ConfirmButton
          label="Утвердить текст без номера"
          question="Текст больше не изменится вместе с данными; номер и дату можно дать потом, когда документ подпишут."
          confirmLabel="Утвердить текст"
          intent="approve"
          state={state}
          fields={{ version: String(paper.version) }}
        />
      )}
      {paper.state === 'approved' && mayDraft && (
        <ConfirmButton
          label="Вернуть в черновики"
          question="Текст снова будет меняться вместе с данными школы, и его можно будет править."
          confirmLabel="Вернуть в черновики"
          intent="reopen"
          state={state}
          fields={{ version: String(paper.version) }}
        />
      )}
    </>
  );
}

function TextState({ paper, text }: { paper: Paper; text: Text }) {
  if (paper.state !== 'draft') return null;
  return (
    <>
      {text.problems.length > 0 && (
        <Notice kind="error" title="В тексте есть ошибки">
          <ul>
            {text.problems.map((problem) => (
              <li key={`${problem.in}-${problem.line}-${problem.code}-${problem.words}`}>
                {problemText(problem)}
              </li>
            ))}
          </ul>
          <TextLink to={`/documents/${paper.id}/text`}>Исправить текст</TextLink>
        </Notice>
      )}
      {text.missing.length > 0 && (
        <Notice kind="warning" title="Документу не хватает сведений">
          Не заполнено: {text.missing.join(', ')}. В тексте эти места стоят в квадратных скобках.
          {text.missing.includes('руководитель') && (
            <>
              {' '}
              Имя руководителя вносится в <TextLink to="/organization">карточке организации</TextLink>.
            </>
          )}
        </Notice>
      )}
      {text.unsure.length > 0 && (
        <Notice kind="warning" title="Проверьте падеж имён">
          Не удалось понять, склоняется ли имя: {text.unsure.join(', ')}. Исправьте форму в карточке человека
          или перепишите это место в тексте.
        </Notice>
      )}
    </>
  );
}

function Gaps({
  paper,
  text,
  state,
  papers,
}: {
  paper: Paper;
  text: Text;
  state: FormState | undefined;
  papers: readonly Option[];
}) {
  const asked = text.fields.filter(
    ({ name, kind, isAsked, typed }) =>
      kind !== 'table' && (isAsked === true || typed !== '' || text.missing.includes(name)),
  );
  const stamps = text.stamps.map(({ word, lines }) => [word, ...lines].join('\n')).join('\n\n');
  return (
    <Section title="Сведения для документа">
      <Form state={state} intent="answers">
        <HiddenField name="version" value={paper.version} />
        <GapFields fields={asked} />
        {text.subjects !== null && <SubjectFields subjects={text.subjects} />}
        <Disclosure
          title="Основание и отметки об утверждении"
          open={text.bases.length > 0 || text.stamps.length > 0 || text.missing.includes('основание')}
        >
          <SelectField
            name="baseIds"
            label="Документ-основание"
            description="На что ссылается документ: приказ вышестоящего органа, положение, протокол"
            empty="Без основания"
            options={papers}
            defaultValue={text.bases[0]?.id}
          />
          <TextAreaField
            name="stamps"
            label="Отметки над заголовком"
            description="Первая строка – слово («УТВЕРЖДЕНО»), дальше строки под ним. Отметки разделяет пустая строка."
            defaultValue={stamps}
            maxLength={4000}
          />
        </Disclosure>
        <FormButtons>
          <SubmitButton look={text.missing.length > 0 ? 'main' : 'plain'} pendingLabel="Сохраняем…">
            Сохранить сведения
          </SubmitButton>
        </FormButtons>
      </Form>
    </Section>
  );
}

function SubjectFields({ subjects }: { subjects: NonNullable<Text['subjects']> }) {
  const options = subjects.items.map(({ id, label }) => ({ value: id, label }));
  if (options.length === 0) {
    return (
      <Notice kind="warning" title={`${subjects.label}: пока выбрать некого`}>
        Внесите их в систему и вернитесь к этому документу: он соберётся заново.
      </Notice>
    );
  }
  return subjects.takes === 'one' ? (
    <SelectField
      name="subjectIds"
      label={subjects.label}
      empty="Выберите"
      options={options}
      defaultValue={subjects.chosenIds[0]}
    />
  ) : (
    <CheckboxGroupField
      name="subjectIds"
      label={subjects.label}
      options={options}
      defaultValue={subjects.chosenIds}
    />
  );
}

function Registration({
  paper,
  state,
  nextNumber,
  today,
  papers,
}: {
  paper: Paper;
  state: FormState | undefined;
  nextNumber: string | null;
  today: string;
  papers: readonly Option[];
}) {
  return (
    <Section title="Зарегистрировать" id="register">
      <Form state={state} intent="register" upload>
        <HiddenField name="version" value={paper.version} />
        <FieldColumns>
          <TextField
            name="number"
            label="Номер"
            description={
              nextNumber === null
                ? 'У документов этого вида номера нет: оставьте пустым'
                : `Пустое поле – следующий номер, сейчас это ${nextNumber}`
            }
            maxLength={60}
          />
          <DateField name="issuedOn" label="Дата" required defaultValue={today} />
        </FieldColumns>
        <SelectField
          name="replacesId"
          label="Взамен документа"
          description="Если новый документ заменяет прежний: прежний останется в реестре с отметкой"
          empty="Ничего не заменяет"
          options={papers}
        />
        <FileField
          name="file"
          label="Скан с подписью"
          description="Можно приложить и позже: PDF или снимок до 25 МБ"
        />
        <FormButtons>
          <SubmitButton look="main" pendingLabel="Регистрируем…">
            Зарегистрировать
          </SubmitButton>
        </FormButtons>
      </Form>
    </Section>
  );
}
