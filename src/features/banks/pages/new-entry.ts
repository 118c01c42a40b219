import { data, type RouterContextProvider } from 'react-router';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import { addOfferForm, addRequestForm, ENTRY_LISTS } from '#src/features/banks/schema.ts';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';

type Context = Readonly<RouterContextProvider>;

/** Whom an entry of a side may be made for, and what is known of it: a chosen person, a draft out of an application. */
export async function loadNewEntry(context: Context, url: URL, side: Side) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists, applications, words } = site(context).services.banks;
  const found = await lists.candidates(signedIn, organizationId, side);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const applicationId = url.searchParams.get('application');
  const draft = applicationId === null ? null : await applications.draft(signedIn, applicationId, side);
  if (applicationId !== null && draft === null) return notFound('Такого черновика нет или он уже в базе');
  return {
    submission: newSubmission(),
    isPaper: url.searchParams.get('from') === 'paper',
    applicationId,
    draft,
    chosen: draft?.personId ?? url.searchParams.get('person') ?? '',
    words: await words.suggest(signedIn, organizationId),
    people: found.value.map(({ id, name, className }) => ({
      value: id,
      label: className === '' ? name : `${name}, ${className}`,
    })),
  };
}

/** Enters it; from a pile of paper the next form comes at once. */
export async function addEntry(context: Context, request: Request, side: Side) {
  const { signedIn } = requireOrganization(context);
  const { entries } = site(context).services.banks;
  const { bank, entered, labels } = entrySides[side];
  const sent = await request.formData();
  const isPaper = sent.get('from') === 'paper';
  const applicationId = sent.get('applicationId');
  const from = isPaper ? 'paper' : typeof applicationId === 'string' ? { applicationId } : 'screen';
  const options = { labels, lists: ENTRY_LISTS };
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(refuseForm(values, refusal, banksRefusalText(refusal), labels), { status: statusOf(refusal) });
  const answer = (personId: string) =>
    isPaper
      ? redirectWith(`${bank}/new?from=paper`, `${entered} Можно вносить следующий бланк.`)
      : redirectWith(`${bank}/${personId}`, entered);
  if (side === 'mentor') {
    const form = parseForm(sent, addOfferForm, options);
    if (!form.ok) return data(form, { status: 422 });
    const done = await entries.addOffer(signedIn, form.value, from);
    return done.ok ? answer(form.value.personId) : refused(form.values, done.refusal);
  }
  const form = parseForm(sent, addRequestForm, options);
  if (!form.ok) return data(form, { status: 422 });
  const done = await entries.addRequest(signedIn, form.value, from);
  return done.ok ? answer(form.value.personId) : refused(form.values, done.refusal);
}
