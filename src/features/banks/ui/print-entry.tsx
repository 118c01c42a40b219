import type { Side } from '#src/features/programmes/rules/sides.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { Row } from '#src/ui/layout.tsx';

/** What somebody has entered, on paper: to be read through and signed. */
export function PrintEntry({ side, personId }: { side: Side; personId: string }) {
  const file = `/banks/blanks/file?side=${side}&person=${personId}&filled`;
  return (
    <Row>
      <ButtonLink to={`${file}&format=pdf`} download size="small">
        {side === 'mentor' ? 'Предложение, PDF' : 'Запрос, PDF'}
      </ButtonLink>
      <ButtonLink to={`${file}&format=docx`} download size="small">
        DOCX
      </ButtonLink>
    </Row>
  );
}
