import { sql } from 'kysely';

/** Full name of a person of the named table or alias, in one piece as lists show it. */
export const fullNameOf = (table: string) =>
  sql<string>`concat_ws(' ', ${sql.ref(`${table}.family_name`)}, nullif(${sql.ref(`${table}.given_name`)}, ''), nullif(${sql.ref(`${table}.patronymic`)}, ''))`;

/** Full years today of a person of the named table or alias; null when no birth date is known. */
export const ageOf = (table: string) =>
  sql<number | null>`extract(year from age(app.today(), ${sql.ref(`${table}.birth_date`)}))::integer`;

/** Whether a person of the named table or alias is under age, as the database judges it for consents. */
export const isMinorOf = (table: string) =>
  sql<boolean>`app.is_minor(${sql.ref(`${table}.birth_date`)}, ${sql.ref(`${table}.birth_year`)}, ${sql.ref(`${table}.kinds`)})`;

/** «7А», «7 кадетский»: a class of the named table or alias, as `className` of the rules writes it. */
export const classLabelOf = (table: string) =>
  sql<string>`(${sql.ref(`${table}.grade`)} || case when length(${sql.ref(`${table}.letter`)}) > 2 then ' ' else '' end || ${sql.ref(`${table}.letter`)})`;

/** First calendar year of the school year that goes on today, by the organization's own day: it turns on 1 September. */
export const THIS_SCHOOL_YEAR = sql<number>`extract(year from app.today() - interval '8 months')`;

/** Class of this school year, main post, enterprise or place of work of a person of the table or alias; may be empty. */
export const placeOf = (table: string) =>
  sql<string>`coalesce(
    (select ${classLabelOf('c')} || ' класс' from class_members cm join classes c on c.id = cm.class_id
     where cm.person_id = ${sql.ref(`${table}.id`)} and (cm.left_on is null or cm.left_on >= app.today())
       and c.school_year = ${THIS_SCHOOL_YEAR}
     order by c.grade desc limit 1),
    (select sp.post from staff_posts sp where sp.person_id = ${sql.ref(`${table}.id`)} and sp.ended_on is null
     order by sp.is_main desc, sp.id limit 1),
    (select pa.name from partners pa where pa.id = ${sql.ref(`${table}.partner_id`)}),
    ${sql.ref(`${table}.workplace`)})`;
