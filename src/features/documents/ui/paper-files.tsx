import type { PaperFileView } from '#src/features/documents/service.server.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay } from '#src/ui/days.ts';
import { FileField } from '#src/ui/file-field.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';
import css from '#src/features/documents/ui/paper-files.module.css';

const roleLabels: Readonly<Record<PaperFileView['role'], string>> = {
  scan: 'Скан или файл документа',
  signature: 'Электронная подпись',
  annex: 'Приложение',
  'older-scan': 'Прежний скан',
};

/** What a browser shows by itself. */
const SHOWN_TYPES = /\.(?:pdf|png|jpe?g)$/i;

/** The files of a paper with what tells whether they are the same as elsewhere, and ways to add to them. */
export function PaperFilesSection({
  files,
  version,
  state,
  mayChange,
  isRegistered,
}: {
  files: readonly PaperFileView[];
  version: number;
  state: FormState | undefined;
  /** The paper is open and the person may. */
  mayChange: boolean;
  isRegistered: boolean;
}) {
  const hasScan = files.some(({ role }) => role === 'scan');
  return (
    <Section title="Файлы и подписи" id="files">
      {files.length === 0 ? (
        <EmptyState title="Файлов пока нет">
          Приложите скан подписанного документа, файл электронной подписи или приложение.
        </EmptyState>
      ) : (
        <ul>
          {files.map((file) => (
            <li key={`${file.role} ${file.fileId}`}>
              <OneFile file={file} />
              {mayChange && !isRegistered && (file.role === 'annex' || file.role === 'signature') && (
                <ConfirmButton
                  label="Убрать"
                  question={`Убрать файл «${file.name}»? После регистрации документа убрать его будет нельзя.`}
                  confirmLabel="Убрать файл"
                  intent="remove-file"
                  state={state}
                  fields={{ fileId: file.fileId }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {files.some(({ role }) => role === 'signature') && (
        <Text>
          Программа видит, что файл похож на электронную подпись, но не проверяет её: кем и что подписано,
          покажет программа подписи (КриптоПро, «Госключ» и другие). Ей понадобятся оба файла.
        </Text>
      )}
      {mayChange && (
        <Disclosure title="Приложить файл" open={state?.values['intent'] === 'attach'}>
          <Form state={state} intent="attach" upload>
            <HiddenField name="version" value={version} />
            <RadioField
              name="role"
              label="Что это"
              required
              defaultValue={hasScan ? '' : 'scan'}
              options={[
                {
                  value: 'scan',
                  label: hasScan ? 'Новый скан вместо нынешнего' : 'Скан документа',
                  description: hasScan && isRegistered ? 'Прежний останется в списке файлов' : undefined,
                },
                {
                  value: 'signature',
                  label: 'Электронная подпись',
                  description: 'Файл .sig или .p7s, который программа подписи кладёт рядом с документом',
                },
                { value: 'annex', label: 'Приложение' },
              ]}
            />
            <FileField
              name="attached"
              label="Файл"
              description="Скан и приложение: PDF, PNG, JPEG, TIFF, DOCX, ODT или XLSX до 25 МБ"
            />
            <FormButtons>
              <SubmitButton pendingLabel="Отправляем…">Приложить</SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
      )}
    </Section>
  );
}

function OneFile({ file }: { file: PaperFileView }) {
  const { fileId, role, name, sizeBytes, sha256, addedBy, addedAt } = file;
  const who = addedBy === '' ? '' : `, ${addedBy}`;
  const size =
    sizeBytes < 1024 ? `${sizeBytes} Б` : `${Math.round(sizeBytes / 1024).toLocaleString('ru')} КБ`;
  return (
    <>
      {roleLabels[role]}:{' '}
      <TextLink to={`/files/${fileId}`} download>
        {name}
      </TextLink>
      {SHOWN_TYPES.test(name) && (
        <>
          {' '}
          <TextLink to={`/files/${fileId}?show`} reloadDocument>
            Открыть
          </TextLink>
        </>
      )}
      <Text>{`${size}, ${formatDay(addedAt.slice(0, 10))}${who}`}</Text>
      {(role === 'scan' || role === 'signature') && (
        <Text size="small">
          SHA-256: <code className={css.hash}>{sha256}</code>
        </Text>
      )}
    </>
  );
}
