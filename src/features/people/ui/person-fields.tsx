import type { Person } from '#src/features/people/rules.ts';
import { TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

/** Labels of the form of a person, also for its error summary. */
export const personFieldLabels = {
  familyName: 'Фамилия',
  givenName: 'Имя',
  patronymic: 'Отчество',
  posts: 'Должности',
  email: 'Почта',
  phone: 'Телефон',
  leftOn: 'Не работает с',
  isNamesake: 'Это однофамилец',
};

type Values = Pick<Person, 'familyName' | 'givenName' | 'patronymic' | 'posts' | 'email' | 'phone'>;

/** The fields of a person, new or known. */
export function PersonFields({ person }: { person?: Values }) {
  return (
    <>
      <TextField
        name="familyName"
        label={personFieldLabels.familyName}
        required
        maxLength={100}
        defaultValue={person?.familyName}
      />
      <FieldColumns>
        <TextField
          name="givenName"
          label={personFieldLabels.givenName}
          maxLength={100}
          defaultValue={person?.givenName}
        />
        <TextField
          name="patronymic"
          label={personFieldLabels.patronymic}
          maxLength={100}
          defaultValue={person?.patronymic}
        />
      </FieldColumns>
      <TextAreaField
        name="posts"
        label={personFieldLabels.posts}
        description="По одной в строке, главная первой: «учитель физики»"
        rows={3}
        defaultValue={person?.posts.join('\n')}
      />
      <FieldColumns>
        <TextField
          name="email"
          kind="email"
          label={personFieldLabels.email}
          maxLength={200}
          defaultValue={person?.email}
        />
        <TextField
          name="phone"
          kind="tel"
          label={personFieldLabels.phone}
          maxLength={50}
          defaultValue={person?.phone}
        />
      </FieldColumns>
    </>
  );
}
