import { z } from 'zod';
import { ROLES } from '#src/features/orgs/access.ts';
import { firstKind, line, neededLine, requisites } from '#src/features/orgs/schema.ts';
import { isUserName } from '#src/lib/user-name.ts';

const WRONG_USER_NAME =
  'имя для входа: от 3 до 40 знаков, русские или латинские буквы (не вперемешку), цифры, точка, дефис; первая — буква';

const userName = neededLine(60, 'придумайте имя для входа, например иванова.мп').refine(
  isUserName,
  WRONG_USER_NAME,
);
const optionalUserName = line(60).refine((text) => text === '' || isUserName(text), WRONG_USER_NAME);
const personName = neededLine(200, 'напишите фамилию, имя и отчество');
const email = line(254);
/** Passwords are taken as they were typed: spaces count. The policy itself is platform's. */
const password = z
  .string({ error: 'напишите пароль' })
  .max(1000, 'пароль слишком длинный: не больше 128 знаков');
/** A box that was ticked or not. */
const isTicked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
const reason = neededLine(500, 'напишите причину: она останется в истории');
const roles = z
  .array(z.enum(ROLES, 'выберите роль из списка'))
  .min(1, 'выберите хотя бы одну роль')
  .max(ROLES.length);

/** Six digits of the application, or a backup code. */
export const codeForm = z.object({ code: neededLine(40, 'напишите код') });

export const signInForm = z.object({
  name: neededLine(254, 'напишите имя для входа или почту'),
  password,
  remember: isTicked,
});
export type SignInInput = z.output<typeof signInForm>;

export const signInCodeForm = codeForm.extend({ trustDevice: isTicked });

export const redeemCodeForm = z.object({
  userName: neededLine(60, 'напишите имя для входа: оно напечатано рядом с кодом'),
  code: neededLine(64, 'напишите код'),
  password,
});
export type RedeemCodeInput = z.output<typeof redeemCodeForm>;

export const inviteForm = z.object({
  submission: z.uuid(),
  organizationId: z.uuid(),
  name: personName,
  userName: optionalUserName,
  email,
  roles,
  /** Who this is on the list of staff: a person's id, `new` to be entered, absent for those who are not staff. */
  person: z.union([z.literal('new'), z.uuid()], 'выберите человека из списка').optional(),
  /** Post of a new person. */
  post: line(200),
});
export type InviteInput = Omit<z.output<typeof inviteForm>, 'post'> & { readonly post?: string };

export const grantRoleForm = z.object({
  submission: z.uuid(),
  organizationId: z.uuid(),
  accountId: neededLine(64, 'выберите человека'),
  role: z.enum(ROLES, 'выберите роль'),
});
export type GrantRoleInput = z.output<typeof grantRoleForm>;

/** Names of their own: the form stands on one page with the one that hands a role over. */
export const endRoleForm = z
  .object({ endedId: z.uuid('выберите роль'), endReason: reason })
  .transform(({ endedId, endReason }) => ({ assignmentId: endedId, reason: endReason }));
export type EndRoleInput = z.output<typeof endRoleForm>;

export const handOverForm = z.object({
  assignmentId: z.uuid('выберите роль'),
  successorId: neededLine(64, 'выберите, кому передать роль'),
  reason,
});
export type HandOverInput = z.output<typeof handOverForm>;

export const issueCodeForm = z.object({
  organizationId: z.uuid(),
  accountId: neededLine(64, 'выберите человека'),
  dropsSecondFactor: isTicked,
});
export type IssueCodeInput = z.output<typeof issueCodeForm>;

export const changeAccountForm = z.object({ name: personName, email });

export const changePasswordForm = z.object({ currentPassword: password, password });

export const passwordForm = z.object({ password });

/** Names of its own: it stands on one page with the form that renews the codes. */
export const stopSecondFactorForm = z
  .object({ currentPassword: password })
  .transform(({ currentPassword }) => ({ password: currentPassword }));

export const setUpForm = z.object({
  kind: firstKind,
  fullName: requisites.shape.fullName,
  shortName: requisites.shape.shortName,
  inn: requisites.shape.inn,
  city: requisites.shape.city,
  address: requisites.shape.address,
  timeZone: requisites.shape.timeZone,
  directorName: neededLine(200, 'напишите фамилию, имя и отчество руководителя'),
  directorPost: requisites.shape.directorPost,
  /** Also give the director a way in. */
  hasDirectorAccount: isTicked,
  keeperName: personName,
  userName,
  email,
  password,
});
export type SetUpInput = z.output<typeof setUpForm>;
