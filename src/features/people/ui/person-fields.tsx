import { personKindLabels } from '#src/features/people/labels.ts';
import type { Person } from '#src/features/people/rules.ts';
import { PERSON_KINDS, type PersonKind } from '#src/features/people/rules/kinds.ts';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import {
  DateField,
  HiddenField,
  NumberField,
  SelectField,
  TextAreaField,
  TextField,
  type Option,
} from '#src/ui/fields.tsx';
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
  kinds: 'Кто это для школы',
  birthDate: 'Дата рождения',
  birthYear: 'Год рождения',
  workplace: 'Место работы или учёбы',
  partnerId: 'Организация-партнёр',
  graduatedIn: 'Год выпуска',
  serviceSince: 'Стаж с года',
  classId: 'Класс',
  relation: 'Кем приходится',
};

/** What the last day with the school is called for these kinds. */
export function leftLabel(kinds: readonly PersonKind[]): string {
  if (kinds.includes('staff')) return 'Не работает с';
  return kinds.includes('pupil') ? 'Выбыл' : 'Не участвует с';
}

type Values = Pick<
  Person,
  | 'familyName'
  | 'givenName'
  | 'patronymic'
  | 'posts'
  | 'email'
  | 'phone'
  | 'kinds'
  | 'birthDate'
  | 'birthYear'
  | 'workplace'
  | 'partnerId'
  | 'graduatedIn'
  | 'serviceSince'
>;

/**
 * The fields of a person, new or known: those that their kinds have use for. What is not shown goes along unseen, so
 * that saving loses nothing. `mayEveryone` false: a card of staff in the hands of somebody who answers for staff alone.
 */
export function PersonFields({
  person,
  kinds,
  partners,
  mayEveryone,
  isNew = false,
}: {
  person?: Values | undefined;
  kinds: readonly PersonKind[];
  partners: readonly Option[];
  mayEveryone: boolean;
  isNew?: boolean;
}) {
  const is = (...asked: PersonKind[]) => asked.some((kind) => kinds.includes(kind));
  const needsBirth = mayEveryone && is('pupil', 'graduate', 'student', 'partner', 'staff');
  const needsFrom = mayEveryone && is('student', 'partner', 'graduate', 'guardian');
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
      {needsBirth && (
        <FieldColumns>
          <DateField
            name="birthDate"
            label={personFieldLabels.birthDate}
            description={is('pupil') ? 'По ней видно, кто даёт согласие' : 'Не обязательно'}
            defaultValue={person?.birthDate ?? ''}
          />
          {is('pupil') || (person?.birthYear ?? null) === null ? (
            <HiddenField name="birthYear" value={person?.birthYear ?? ''} />
          ) : (
            <NumberField
              name="birthYear"
              label={personFieldLabels.birthYear}
              description="Если день не известен"
              defaultValue={person?.birthYear ?? ''}
            />
          )}
        </FieldColumns>
      )}
      {is('staff', 'partner') && (
        <TextAreaField
          name="posts"
          label={personFieldLabels.posts}
          description="По одной в строке, главная первой: «учитель физики»"
          rows={is('staff') ? 3 : 2}
          defaultValue={person?.posts.join('\n')}
        />
      )}
      {is('staff') ? (
        <NumberField
          name="serviceSince"
          label={personFieldLabels.serviceSince}
          description="С какого года считается стаж: по нему видно молодых специалистов"
          defaultValue={person?.serviceSince ?? ''}
        />
      ) : (
        <HiddenField name="serviceSince" value={person?.serviceSince ?? ''} />
      )}
      {needsFrom && (
        <FieldColumns>
          {partners.length > 0 && (
            <SelectField
              name="partnerId"
              label={personFieldLabels.partnerId}
              empty="Не из списка"
              options={partners}
              defaultValue={person?.partnerId ?? ''}
            />
          )}
          <TextField
            name="workplace"
            label={personFieldLabels.workplace}
            description={partners.length > 0 ? 'Если партнёра нет в списке' : 'Как называется организация'}
            maxLength={300}
            defaultValue={person?.workplace}
          />
        </FieldColumns>
      )}
      {mayEveryone && is('graduate') && (
        <NumberField
          name="graduatedIn"
          label={personFieldLabels.graduatedIn}
          defaultValue={person?.graduatedIn ?? ''}
        />
      )}
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
      {mayEveryone ? (
        <CheckboxGroupField
          name="kinds"
          label={personFieldLabels.kinds}
          description={
            isNew
              ? 'Можно несколько: учитель бывает и родителем'
              : 'Можно несколько. Поля новой отметки появятся после сохранения'
          }
          options={PERSON_KINDS.map((kind) => ({ value: kind, label: personKindLabels[kind] }))}
          defaultValue={kinds}
        />
      ) : (
        kinds.map((kind) => <HiddenField key={kind} name="kinds" value={kind} />)
      )}
      {/* What these kinds show no field for. */}
      {!needsBirth && <HiddenField name="birthDate" value={person?.birthDate ?? ''} />}
      {!needsBirth && <HiddenField name="birthYear" value={person?.birthYear ?? ''} />}
      {!is('staff', 'partner') && <HiddenField name="posts" value={person?.posts.join('\n') ?? ''} />}
      {!(needsFrom && partners.length > 0) && (
        <HiddenField name="partnerId" value={person?.partnerId ?? ''} />
      )}
      {!needsFrom && <HiddenField name="workplace" value={person?.workplace ?? ''} />}
      {!(mayEveryone && is('graduate')) && (
        <HiddenField name="graduatedIn" value={person?.graduatedIn ?? ''} />
      )}
    </>
  );
}
