import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { birthSlip } from '#src/features/people/rules/kinds.ts';
import {
  applicationConsent,
  isVersionInForce,
  type ApplicationConsent,
} from '#src/features/banks/rules/application-consent.ts';
import {
  CALL_KINDS,
  callState,
  needsGuardian,
  readLinkWord,
  type CallState,
} from '#src/features/banks/rules/calls.ts';
import { keptAnswers, type ApplicationAnswers, type Apply } from '#src/features/banks/schema/calls.ts';
import { createCallLinks } from '#src/features/banks/service.server/call-links.ts';
import type { BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { insertApplication } from '#src/features/banks/store.server/applications.ts';
import { findCallOfLink, lockCall, type LinkedCall } from '#src/features/banks/store.server/calls.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

/** A call as a stranger sees it. */
export interface OpenCall {
  readonly side: Side;
  readonly title: string;
  readonly invitation: string;
  readonly forms: readonly string[];
  readonly kinds: readonly string[];
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: CallState;
  readonly schoolName: string;
  readonly consent: ApplicationConsent;
  readonly today: string;
}

export interface Applying {
  /** The call behind a link. Refuses with `banks.link_unknown`, and `auth.too_often` after many wrong ones. */
  open(word: string, clientAddress: string): Promise<Result<OpenCall>>;
  /**
   * Takes an application. The answer is the same for people whom the school knows and for those it does not, and for a machine,
   * whose words are thrown away. Refuses with `banks.link_unknown`, `banks.call_closed`, `auth.too_often`,
   * `banks.consent_version`, `banks.kind_not_called`, `banks.guardian_needed`, `banks.birth_day`, `banks.answer_needed`.
   */
  apply(word: string, input: Apply, clientAddress: string): Promise<Result>;
}

/** A class applies at once from behind one router; a link that leaked is not filled up within the hour. */
const BY_ADDRESS = { of: 'application by address', max: 60, minutes: 15 };
const BY_CALL = { of: 'application of a call', max: 300, minutes: 60 };
const WRONG_LINKS = { of: 'wrong link of a call', max: 60, minutes: 15 };
/** Nobody yet: the command only asks which call a link belongs to. */
const NOBODY: PersonActor = { kind: 'person', accountId: 'nobody' };

export function createApplying({ db, secret, attempts, notify }: BanksDeps): Applying {
  const links = createCallLinks(secret);

  async function find(word: string): Promise<{ call: LinkedCall; today: string } | null> {
    const read = readLinkWord(word);
    // Hashed and asked in every case, so that the answer takes as long for what cannot be a link.
    const hash = links.hashOf(read ?? '');
    return db.withActor(NOBODY, 'banks.open_link', async (tx) => {
      const call = await findCallOfLink(tx, hash);
      return call === null || read === null ? null : { call, today: await todayOf(tx) };
    });
  }

  async function refuseUnknown(clientAddress: string): Promise<Result<never>> {
    const counted = await attempts.count([{ ...WRONG_LINKS, subject: clientAddress }]);
    return counted.ok ? refuse('banks.link_unknown') : counted;
  }

  return {
    async open(word, clientAddress) {
      const found = await find(word);
      if (found === null) return refuseUnknown(clientAddress);
      const { call, today } = found;
      const { side, title, invitation, forms, opensOn, closesOn, schoolName } = call;
      return accept({
        side,
        title,
        invitation,
        forms,
        kinds: kindsOf(call),
        opensOn,
        closesOn,
        schoolName,
        state: callState(call, today),
        consent: applicationConsent({ name: call.schoolFullName, address: call.schoolAddress }),
        today,
      });
    },

    async apply(word, input, clientAddress) {
      const found = await find(word);
      if (found === null) return refuseUnknown(clientAddress);
      const { call, today } = found;
      const counted = await attempts.count([
        { ...BY_ADDRESS, subject: clientAddress },
        { ...BY_CALL, subject: call.id },
      ]);
      if (!counted.ok) return counted;
      const wrong = refuseAnswers(call, input, today);
      if (wrong !== null) return wrong;
      // A machine is told the same as a person.
      if (input.website !== '') return accept();
      const { submission, consentVersion } = input;
      const answers = ofSide(call, input);
      return db.asSystem('somebody applied by an open call', 'banks.apply', async (tx) => {
        await lockCall(tx, call.id);
        const again = await findCallOfLink(tx, links.hashOf(readLinkWord(word) ?? ''));
        return submitOnce(tx, submission, async () => {
          if (again === null || callState(again, today) !== 'open') return refuse('banks.call_closed');
          await insertApplication(tx, {
            organizationId: call.organizationId,
            callId: call.id,
            answers,
            consentVersion,
          });
          await notify(tx, {
            organizationId: call.organizationId,
            roles: ['director', 'curator'],
            kind: 'application',
            subjectId: call.id,
            day: today,
            text: `Пришла заявка по набору «${call.title}».`,
            path: `/banks/calls/${call.id}`,
          });
          return accept();
        });
      });
    },
  };
}

const kindsOf = (call: Pick<LinkedCall, 'side' | 'kinds'>): readonly string[] =>
  call.kinds.length === 0 ? CALL_KINDS[call.side] : call.kinds;

/** What this call asks for, and nothing that a crafted form carries besides. */
function ofSide({ side, forms }: LinkedCall, input: Apply): ApplicationAnswers {
  const answers = keptAnswers.parse(input);
  const isMeant = (form: string) => forms.length === 0 || forms.includes(form);
  const common = { ...answers, forms: answers.forms.filter(isMeant) };
  return side === 'mentor'
    ? { ...common, mainRequest: '', tags: [] }
    : { ...common, competences: [], interests: [], achievements: '', hoursAMonth: null };
}

/** What the form alone cannot know: the call and the day. */
function refuseAnswers(call: LinkedCall, input: Apply, today: string): Result<never> | null {
  if (callState(call, today) !== 'open') return refuse('banks.call_closed');
  if (!isVersionInForce(input.consentVersion)) return refuse('banks.consent_version', undefined, 'consent');
  if (!kindsOf(call).includes(input.kind)) return refuse('banks.kind_not_called', undefined, 'kind');
  if (birthSlip(input.birthDate, today) !== null) return refuse('banks.birth_day', undefined, 'birthDate');
  if (needsGuardian(input.birthDate, today) && input.guardianName === '') {
    return refuse('banks.guardian_needed', undefined, 'guardianName');
  }
  if (call.side === 'mentor' && input.competences.length === 0) {
    return refuse('banks.answer_needed', undefined, 'competences');
  }
  if (call.side === 'mentee' && input.mainRequest === '') {
    return refuse('banks.answer_needed', undefined, 'mainRequest');
  }
  return null;
}
