import { data } from 'react-router';
import type { Refusal } from '#src/lib/result.ts';

/** What an error page says: what happened and what to do. All texts are Russian and plain. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** What the reader can do now. */
  readonly todo?: string;
  /** Where to go from here; the home page when absent. */
  readonly link?: { readonly to: string; readonly label: string };
}

/** Ends a loader or an action with an error page in the frame of the site. */
export function throwProblem(problem: Problem): never {
  throw data(problem, { status: problem.status });
}

/** 404: `notFound('Такой дорожной карты нет')`. Also for things of other schools: their existence is not told. */
export function notFound(title = 'Такой страницы нет'): never {
  return throwProblem({
    status: 404,
    title,
    text: 'Возможно, адрес набран с ошибкой, запись удалена или относится к другой школе.',
    todo: 'Проверьте адрес или начните с главной страницы. Если вы работаете в нескольких школах, выберите нужную вверху страницы.',
  });
}

/** 403 with the reason from the room's `labels.ts`: `forbidden('Утверждать карту может директор или куратор')`. */
export function forbidden(reason: string): never {
  return throwProblem({
    status: 403,
    title: 'Нет права',
    text: reason,
    todo: 'Если право должно быть, попросите куратора или администратора школы изменить вашу роль.',
  });
}

/** HTTP status for a refusal, by the last part of its code. */
export function statusOf(refusal: Refusal): 403 | 404 | 409 | 413 | 422 | 429 {
  const reason = refusal.code.slice(refusal.code.lastIndexOf('.') + 1);
  switch (reason) {
    case 'forbidden':
    case 'not_allowed':
    case 'no_right':
      return 403;
    case 'not_found':
    case 'unknown':
      return 404;
    case 'stale':
    case 'conflict':
    case 'already_submitted':
      return 409;
    case 'too_large':
      return 413;
    case 'too_often':
      return 429;
    default:
      return 422;
  }
}

/** A refusal that no form can show (of a loader, mostly) as an error page; `text` comes from the room's `labels.ts`. */
export function throwRefusal(refusal: Refusal, text: string): never {
  const status = statusOf(refusal);
  if (status === 403) return forbidden(text);
  // A page of something is not found whatever it is called; a form that names such a thing is merely wrong (422).
  if (status === 404 || refusal.code.endsWith('_not_found')) return notFound(text);
  return throwProblem({
    status,
    title: status === 409 ? 'Данные успели измениться' : 'Это действие не выполнено',
    text,
    todo: 'Вернитесь на предыдущую страницу, обновите её и попробуйте ещё раз.',
  });
}

/** True for what `throwProblem` threw, as the error boundary gets it back. */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    typeof value.status === 'number' &&
    'title' in value &&
    typeof value.title === 'string' &&
    'text' in value &&
    typeof value.text === 'string'
  );
}
