/** Russian texts of the flags that a roll-over leaves, by code: what happened and what to do. */
export const rolloverFlagTexts: Readonly<
  Record<string, (facts: Readonly<Record<string, string | number>>) => string>
> = {
  'rollover.not_done': ({ reason }) =>
    `В прошлом году не выполнено${because(reason)}. Решите, нужен ли пункт снова.`,
  'rollover.done_in_part': ({ reason }) =>
    `В прошлом году выполнено частично${because(reason)}. Решите, что осталось доделать.`,
  'rollover.unfinished': () => 'В прошлом году пункт не закрыт. Закройте его там или перенесите остаток.',
  'rollover.check_deadline': ({ deadline }) =>
    `Срок «${deadline}» перенесён словами прошлого года: впишите новый.`,
};

function because(reason: string | number | undefined): string {
  return reason === undefined || reason === '' ? '' : ` (${reason})`;
}
