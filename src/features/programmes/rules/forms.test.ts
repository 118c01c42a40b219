import { describe, expect, it } from 'vitest';
import { findForm, formTitle, mentoringForms, readForm, roleModelTitle } from './forms.ts';

describe('forms of mentoring', () => {
  it('are the five of the federal model and the local one', () => {
    expect(mentoringForms.filter((form) => form.federal).map((form) => form.title)).toEqual([
      'ученик – ученик',
      'учитель – учитель',
      'студент – ученик',
      'работодатель – ученик',
      'работодатель – студент',
    ]);
    expect(mentoringForms.filter((form) => !form.federal)).toHaveLength(1);
    for (const form of mentoringForms) {
      expect(new Set(form.roleModels.map((model) => model.id)).size).toBe(form.roleModels.length);
    }
  });

  it('are read however a document spells them', () => {
    expect(readForm('Ученик-ученик')?.id).toBe('pupil-pupil');
    expect(readForm('«Педагог — педагог»')?.id).toBe('teacher-teacher');
    expect(readForm('Форма наставничества: работодатель – обучающийся')?.id).toBe('employer-pupil');
    expect(readForm('дружба')).toBeUndefined();
  });

  it('have titles, and so have their role models and the kinds among teachers', () => {
    expect(formTitle('student-pupil')).toBe('студент – ученик');
    expect(roleModelTitle('pupil-pupil', 'equal-equal')).toBe('равный – равному');
    expect(roleModelTitle('teacher-teacher', 'reverse')).toBe('реверсивное');
    expect(findForm('no-such-form')).toBeUndefined();
  });
});
