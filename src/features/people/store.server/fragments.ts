import { sql } from 'kysely';

/** Full name of a person of the named table or alias, in one piece as lists show it. */
export const fullNameOf = (table: string) =>
  sql<string>`concat_ws(' ', ${sql.ref(`${table}.family_name`)}, nullif(${sql.ref(`${table}.given_name`)}, ''), nullif(${sql.ref(`${table}.patronymic`)}, ''))`;

/** «7А», «7 кадетский»: a class of the named table or alias, as `className` of the rules writes it. */
export const classLabelOf = (table: string) =>
  sql<string>`(${sql.ref(`${table}.grade`)} || case when length(${sql.ref(`${table}.letter`)}) > 2 then ' ' else '' end || ${sql.ref(`${table}.letter`)})`;

/** First calendar year of the school year that goes on today, by the organization's own day: it turns on 1 September. */
export const THIS_SCHOOL_YEAR = sql<number>`extract(year from app.today() - interval '8 months')`;
