import type { Check, Finding, FindingCode, Severity } from '#src/features/roadmap/rules/linter/model.ts';
import {
  findMisquotes,
  findQuotedActs,
  nameAct,
  type Misquote,
} from '#src/features/roadmap/rules/linter/acts.ts';
import { listTexts } from '#src/features/roadmap/rules/linter/rows.ts';

const CODES: Readonly<Record<Misquote['kind'], { code: FindingCode; severity: Severity }>> = {
  misquoted: { code: 'act.misquoted', severity: 'error' },
  wrong_date: { code: 'act.wrong_date', severity: 'error' },
  unknown: { code: 'act.unknown', severity: 'note' },
};

/** Acts quoted with a wrong number or date, unknown to the library, or not in force in the roadmap's period. */
export const checkActs: Check = (input) =>
  listTexts(input).flatMap(({ text, field, sectionIndex, itemIndex }) => {
    const place = { sectionIndex, ...(itemIndex === undefined ? {} : { itemIndex }), field };
    const misquotes = findMisquotes(text).map(({ kind, from, to, act }): Finding => {
      const { code, severity } = CODES[kind];
      return {
        code,
        severity,
        ...place,
        facts: { said: from, act },
        ...(to === undefined ? {} : { fix: { field, from, to } }),
      };
    });
    const { period } = input;
    if (period === null) return misquotes;
    const notInForce = findQuotedActs(text)
      .filter(
        ({ inForceFrom, inForceTo }) =>
          inForceFrom > period.end || (inForceTo !== null && inForceTo < period.start),
      )
      .map((act): Finding => ({
        code: 'act.not_in_force',
        severity: 'note',
        ...place,
        facts: {
          act: 'number' in act ? nameAct(act) : `ст. ${act.article} ${act.code}`,
          from: act.inForceFrom,
          to: act.inForceTo ?? '',
        },
      }));
    return [...misquotes, ...notInForce];
  });
