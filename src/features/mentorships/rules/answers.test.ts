import { describe, expect, test } from 'vitest';
import { MENTORSHIP_STATES } from '#src/features/mentorships/rules.ts';
import { countAnswers, isForming, partingOf, stepsFrom } from '#src/features/mentorships/rules/answers.ts';

const mentor = (id: string) => ({ id: `m-${id}`, personId: id, side: 'mentor' as const });
const mentee = (id: string) => ({ id: `m-${id}`, personId: id, side: 'mentee' as const });
const part = (declined: string[], whole = false, members = [mentor('А'), mentee('Б'), mentee('В')]) => {
  const { isWhole, leaving, pairs } = partingOf(members, new Set(declined), whole);
  return {
    isWhole,
    leaving: leaving.map(({ personId }) => personId),
    pairs: pairs.map((pair) => `${pair.mentorId}${pair.menteeId} ${pair.declinedBy}`),
  };
};

describe('a proposal', () => {
  test('takes shape until everybody agreed, and goes to and fro between its steps', () => {
    expect(MENTORSHIP_STATES.filter(isForming)).toEqual(['proposed', 'met', 'trial']);
    expect(stepsFrom('met')).toEqual(['proposed', 'trial', 'agreed']);
    expect(stepsFrom('agreed')).toEqual(['proposed', 'met', 'trial']);
    expect(stepsFrom('ordered')).toEqual([]);
    expect(stepsFrom('paused')).toEqual([]);
  });

  test('loses one mentee who declined, and stays', () => {
    expect(part(['Б'])).toEqual({ isWhole: false, leaving: ['Б'], pairs: ['АБ mentee'] });
  });

  test('goes as a whole when a side is left with nobody', () => {
    const everybody = ['А', 'Б', 'В'];
    expect(part(['А'])).toEqual({
      isWhole: true,
      leaving: everybody,
      pairs: ['АБ mentor', 'АВ mentor'],
    });
    expect(part(['Б', 'В'])).toEqual({
      isWhole: true,
      leaving: everybody,
      pairs: ['АБ mentee', 'АВ mentee'],
    });
    expect(part(['А', 'Б']).pairs).toEqual(['АБ both', 'АВ mentor']);
    const two = [mentor('А'), mentor('Г'), mentee('Б')];
    expect(part(['А'], false, two)).toEqual({ isWhole: false, leaving: ['А'], pairs: ['АБ mentor'] });
  });

  test('goes without a memory when nobody declined, and as a whole when that is asked for', () => {
    expect(part([])).toEqual({ isWhole: true, leaving: ['А', 'Б', 'В'], pairs: [] });
    expect(part(['Б'], true)).toEqual({ isWhole: true, leaving: ['А', 'Б', 'В'], pairs: ['АБ mentee'] });
  });

  test('counts answers of those who are in it', () => {
    const answers = [
      { personId: 'А', answer: 'agreed' as const },
      { personId: 'Б', answer: 'declined' as const },
      { personId: 'ушёл', answer: 'declined' as const },
    ];
    expect(countAnswers([mentor('А'), mentee('Б'), mentee('В')], answers)).toEqual({
      asked: 3,
      agreed: 1,
      declined: 1,
    });
  });
});
