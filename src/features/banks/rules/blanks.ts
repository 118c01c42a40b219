import type { Side } from '#src/features/programmes/rules/sides.ts';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import type { Item } from '#src/features/surveys/rules/model.ts';
import { offerLabels, placeLabels, requestLabels, urgencyLabels } from '#src/features/banks/labels.ts';
import { languages, PLACES, type OfferDraft, type RequestDraft } from '#src/features/banks/rules/entries.ts';
import { joinTags } from '#src/features/banks/rules/tags.ts';
import { timeSlots } from '#src/features/banks/rules/times.ts';

const forms = mentoringForms.map(({ id, title }) => ({ key: id, text: title }));
const places = PLACES.map((place) => ({ key: place, text: placeLabels[place] }));
/** A form stays one page: the languages that are asked for most, the others are chosen on the screen. */
const ON_PAPER: readonly string[] = ['ru', 'tt', 'uz'];
const spoken = languages
  .filter(({ id }) => ON_PAPER.includes(id))
  .map(({ id, title }) => ({ key: id, text: title }));
const times = timeSlots.map(({ value, label }) => ({ key: value, text: label }));
const urgencies = Object.entries(urgencyLabels).map(([key, text]) => ({ key, text }));
const words = 'через запятую';

/** What a paper form asks, in its order: the items of fast entry, so that a number on paper is the number that is typed. */
export const blankItems: Readonly<Record<Side, readonly Item[]>> = {
  mentor: [
    { id: 'competences', kind: 'long', text: offerLabels.competences, hint: words, required: true },
    { id: 'interests', kind: 'long', text: offerLabels.interests, hint: words },
    { id: 'achievements', kind: 'long', text: offerLabels.achievements },
    { id: 'ageFrom', kind: 'number', text: offerLabels.ageFrom },
    { id: 'ageTo', kind: 'number', text: offerLabels.ageTo },
    { id: 'hoursAMonth', kind: 'number', text: offerLabels.hoursAMonth },
    { id: 'menteeLimit', kind: 'number', text: offerLabels.menteeLimit },
    { id: 'forms', kind: 'many', text: offerLabels.forms, options: forms },
    { id: 'places', kind: 'many', text: offerLabels.places, options: places },
    { id: 'languages', kind: 'many', text: offerLabels.languages, options: spoken },
    { id: 'times', kind: 'many', text: offerLabels.times, options: times },
    { id: 'timeWords', kind: 'short', text: offerLabels.timeWords },
    { id: 'note', kind: 'short', text: offerLabels.note },
  ],
  mentee: [
    { id: 'mainRequest', kind: 'long', text: requestLabels.mainRequest, required: true },
    { id: 'tags', kind: 'long', text: requestLabels.tags, hint: words },
    { id: 'wishes', kind: 'long', text: requestLabels.wishes },
    { id: 'urgency', kind: 'single', text: requestLabels.urgency, options: urgencies },
    { id: 'forms', kind: 'many', text: requestLabels.forms, options: forms },
    { id: 'places', kind: 'many', text: requestLabels.places, options: places },
    { id: 'languages', kind: 'many', text: requestLabels.languages, options: spoken },
    { id: 'times', kind: 'many', text: requestLabels.times, options: times },
  ],
};

const listed = (keys: readonly string[], options: readonly { key: string; text: string }[]) =>
  options
    .filter(({ key }) => keys.includes(key))
    .map(({ text }) => text)
    .join('; ');

/** What a kept entry says, by item, as a filled-in form shows it. */
export function filledBlank(entry: {
  readonly offer: OfferDraft | null;
  readonly request: RequestDraft | null;
}): Readonly<Record<string, string>> {
  const common = (one: Pick<OfferDraft, 'forms' | 'places' | 'languages' | 'times'>) => ({
    forms: listed(one.forms, forms),
    places: listed(one.places, places),
    languages: listed(one.languages, spoken),
    times: listed(one.times, times),
  });
  const { offer, request } = entry;
  if (offer !== null) {
    return {
      ...common(offer),
      competences: joinTags(offer.competences),
      interests: joinTags(offer.interests),
      achievements: offer.achievements,
      ageFrom: offer.ageFrom?.toString() ?? '',
      ageTo: offer.ageTo?.toString() ?? '',
      hoursAMonth: offer.hoursAMonth?.toString() ?? '',
      menteeLimit: offer.menteeLimit.toString(),
      timeWords: offer.timeWords,
      note: offer.note,
    };
  }
  if (request === null) return {};
  return {
    ...common(request),
    mainRequest: request.mainRequest,
    tags: joinTags(request.tags),
    wishes: request.wishes,
    urgency: urgencyLabels[request.urgency] ?? '',
  };
}
