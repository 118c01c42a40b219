import { ButtonLink } from '#src/ui/button.tsx';
import { Text } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';
import { Row } from '#src/ui/layout.tsx';

/** Where the printed forms come from. */
export function PrintForms({
  waveId,
  isAnonymous,
  waiting,
}: {
  waveId: string;
  isAnonymous: boolean;
  waiting: number;
}) {
  const file = `/surveys/waves/${waveId}/forms`;
  return (
    <Section title="Напечатать анкеты">
      {isAnonymous ? (
        <>
          <Text>На листах только номер, без имени. Кто сдал лист, отметьте в списке приглашённых.</Text>
          <Row>
            {[10, 30, 100].map((count) => (
              <ButtonLink key={count} to={`${file}?count=${count}`} download>
                {`${count} анкет, PDF`}
              </ButtonLink>
            ))}
          </Row>
        </>
      ) : (
        <>
          <Text>
            {waiting === 0
              ? 'Все уже ответили.'
              : `Для тех, кто не ответил: ${waiting}. На каждом листе имя и код.`}
          </Text>
          {waiting > 0 && (
            <ButtonLink to={file} download>
              Анкеты, PDF
            </ButtonLink>
          )}
        </>
      )}
    </Section>
  );
}
