import { makeUnit } from '../draft.ts';
import type { Parse, Unit } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import { takePlainYear } from './plain-years.ts';
import { applyYear, readYear } from './years.ts';

/** «сентябрь», «октябрь 2022 г.», «июнь 2023, 2024», «декабрь 2022–2024». */
export function readMonth(p: Parse): Unit | null {
  const from = p.pos;
  take(p, 'месяц');
  const token = peek(p);
  if (token.sort !== 'month' || isPersonName(p)) {
    p.pos = from;
    return null;
  }
  p.pos += 1;
  take(p, '.');
  take(p, 'месяц');
  const unit = makeUnit('month', token.value, 1, token.value, 0);
  const year = takePlainYear(p);
  if (year === 0) return applyYear(unit, readYear(p));
  unit.sy = year;
  unit.ey = year;
  return unit;
}

const PATRONYMIC = /(?:ович|евич|овна|евна|ична)(?:а|у|ем|ой|е)?$/;

/** «Август Иванович», «Майя», «Март А. П.»: a name begins like a month, and a patronymic follows. */
function isPersonName(p: Parse): boolean {
  for (let ahead = 1; ahead <= 2; ahead += 1) {
    const { sort, word } = peek(p, ahead);
    if (sort !== 'unknown') return false;
    if (PATRONYMIC.test(word)) return true;
  }
  return false;
}
