import { data, type RouterContextProvider } from 'react-router';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import {
  addOfferForm,
  addRequestForm,
  editOfferForm,
  editRequestForm,
  ENTRY_LISTS,
} from '#src/features/banks/schema.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { answerOutside } from '#src/features/banks/pages/outside.ts';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import type { Refusal, Result } from '#src/lib/result.ts';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';

type Context = Readonly<RouterContextProvider>;

/** The person that the address names, whoever asks when it names nobody, and their entry of a side; only for the person or a guardian: staff enter in the banks. */
async function findOwn(context: Context, url: URL, side: Side) {
  const { actor, organizationId } = requireOwnPerson(context);
  const { banks, people } = site(context).services;
  const { entries } = banks;
  let personId = url.searchParams.get('person');
  if (personId === null) {
    const own = await people.ownPage.view(actor, organizationId);
    if (!own.ok) return throwRefusal(own.refusal, peopleRefusalText(own.refusal));
    // An account that is joined with nobody has no entry of its own.
    personId = own.value.people.find(({ isSelf }) => isSelf)?.id ?? '';
  }
  const [offer, request] =
    side === 'mentor'
      ? [await entries.viewOffer(actor, personId), null]
      : [null, await entries.viewRequest(actor, personId)];
  const found = offer ?? request;
  if (found === null || !found.ok) {
    const refusal: Refusal = found?.refusal ?? { code: 'banks.person_not_found' };
    return throwRefusal(refusal, banksRefusalText(refusal));
  }
  if (!found.value.person.isOwn) return notFound('Такой страницы нет');
  return {
    person: found.value.person,
    offer: offer?.ok === true ? offer.value.offer : null,
    request: request?.ok === true ? request.value.request : null,
  };
}

export async function loadOwnEntry(context: Context, url: URL, side: Side) {
  const { actor, organizationId } = requireOwnPerson(context);
  const own = await findOwn(context, url, side);
  const outside =
    side === 'mentor' ? await site(context).services.banks.outside.view(actor, own.person.id) : null;
  return {
    ...own,
    outside: outside?.ok === true ? outside.value : null,
    submission: newSubmission(),
    words: own.person.hasConsent
      ? await site(context).services.banks.words.suggest(actor, organizationId)
      : [],
  };
}

/** Makes the entry, or changes the one there is. */
export async function saveOwnEntry(context: Context, request: Request, url: URL, side: Side) {
  const { actor } = requireOwnPerson(context);
  const { entries } = site(context).services.banks;
  const own = await findOwn(context, url, side);
  const { labels, sent: sentWords } = entrySides[side];
  const sent = await request.formData();
  if (side === 'mentor') {
    const { outside } = site(context).services.banks;
    const answered = await answerOutside(
      outside,
      actor,
      own.person.id,
      sent,
      `/my/offer?person=${own.person.id}`,
    );
    if (answered !== null) return answered;
  }
  sent.set('personId', own.person.id);
  const isChange = sent.has('version') && (own.offer ?? own.request) !== null;
  const options = { labels, lists: ENTRY_LISTS };
  const answer = (values: FormState['values'], done: Result<unknown>) =>
    done.ok
      ? redirectWith('/my', isChange ? 'Изменения сохранены.' : sentWords)
      : data(refuseForm(values, done.refusal, banksRefusalText(done.refusal), labels), {
          status: statusOf(done.refusal),
        });
  if (side === 'mentor') {
    if (own.offer !== null && isChange) {
      const form = parseForm(sent, editOfferForm, options);
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await entries.editOffer(actor, own.offer.id, form.value));
    }
    const form = parseForm(sent, addOfferForm, options);
    if (!form.ok) return data(form, { status: 422 });
    return answer(form.values, await entries.addOffer(actor, form.value, 'screen'));
  }
  if (own.request !== null && isChange) {
    const form = parseForm(sent, editRequestForm, options);
    if (!form.ok) return data(form, { status: 422 });
    return answer(form.values, await entries.editRequest(actor, own.request.id, form.value));
  }
  const form = parseForm(sent, addRequestForm, options);
  if (!form.ok) return data(form, { status: 422 });
  return answer(form.values, await entries.addRequest(actor, form.value, 'screen'));
}
