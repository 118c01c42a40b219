import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { enterAs } from './steps.ts';

test.use({ isDemo: true, installation: 'personal data' });

test('a curator answers for personal data: classes, a letter, a destruction, terms, an incident', async ({
  page,
}) => {
  await enterAs(page, 'Ручьёва', '/consents');
  const main = page.getByRole('main');
  const tabs = page.getByRole('navigation', { name: 'Согласия и персональные данные' });

  await tabs.getByRole('link', { name: 'Классы' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Согласия по классам' })).toBeVisible();
  await expectFitsPhone(page);
  const sheet = page.waitForEvent('download');
  await main.getByRole('row', { name: /^7А/ }).getByRole('link', { name: 'PDF' }).click();
  expect((await sheet).suggestedFilename()).toBe('Согласия 7А.pdf');

  await tabs.getByRole('link', { name: 'Обращения' }).click();
  await main.getByRole('link', { name: 'Внести письмо' }).click();
  await page.getByLabel('Имя', { exact: true }).fill('Клёнова');
  await page.getByRole('button', { name: 'Показать' }).click();
  await main
    .getByRole('link', { name: /Клёнова/ })
    .first()
    .click();
  await page.getByLabel('О чём просят').selectOption('correction');
  await page.getByLabel('Содержание').fill('Исправить год рождения');
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Внести', exact: true }).click();
  await expect(page.getByText('Обращение внесено, срок ответа посчитан.')).toBeVisible();
  await expectFitsPhone(page);
  await main.getByText('Взять ещё 5 рабочих дней').click();
  await page.getByLabel('Почему нужно больше времени').fill('Ждём копию свидетельства');
  await page.getByRole('button', { name: 'Продлить срок' }).click();
  await expect(page.getByText('Срок продлён на 5 рабочих дней.')).toBeVisible();
  await page.getByRole('button', { name: 'Записать ответ' }).click();
  await expect(page.getByText('Что ответили: заполните это поле').first()).toBeVisible();
  await page.getByLabel('Что ответили').fill('Исправлено, сообщили матери.');
  await page.getByRole('button', { name: 'Записать ответ' }).click();
  await expect(page.getByText('Ответ записан.')).toBeVisible();
  await expect(main.getByText('Исправлено, сообщили матери.')).toBeVisible();
  const copy = page.waitForEvent('download');
  await main.getByText('Копия данных').click();
  await main.getByRole('link', { name: 'PDF' }).click();
  expect((await copy).suggestedFilename()).toMatch(/^Копия данных Клёнова/);

  await page.goto('/consents/retention');
  await expectFitsPhone(page);
  await main.getByRole('link', { name: /Полозова/ }).click();
  // What cannot be undone is nobody's default; the way from the message leads to the choice and keeps the message.
  await page.getByRole('button', { name: 'Решить' }).click();
  await page.getByRole('link', { name: 'Что сделать: выберите, что делать' }).click();
  await expect(page.getByLabel('Уничтожить', { exact: true })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Что сделать: выберите, что делать' })).toBeVisible();
  await page.getByLabel('Оставить', { exact: true }).check();
  await page.getByRole('button', { name: 'Решить' }).click();
  await expect(page.getByText(/зачем данные нужны дольше срока/i).first()).toBeVisible();
  await expectFitsPhone(page);
  await page.getByLabel('Причина').fill('Готова стать наставником весной');
  await page.getByLabel('Оставить до').fill('2098-06-01');
  await page.getByRole('button', { name: 'Решить' }).click();
  await expect(page.getByText('Решено: данные остаются до названного дня.')).toBeVisible();

  await tabs.getByRole('link', { name: 'Уничтожение' }).click();
  await expectFitsPhone(page);
  await main.getByRole('link', { name: /Ячменёв/ }).click();
  await expectFitsPhone(page);
  await page.getByLabel('Фамилия и имя человека').fill('Ячменёв Иван');
  await page.getByLabel('Номер акта').fill('1-ПД');
  await page.getByRole('button', { name: 'Уничтожить данные' }).click();
  await expect(page.getByText(/имя не совпадает/i).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Фамилия и имя человека').fill('ячменев  кирилл');
  await page.getByRole('button', { name: 'Уничтожить данные' }).click();
  await expect(page.getByText('Данные уничтожены. Напечатайте акт и подпишите его.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Акт № 1-ПД' })).toBeVisible();
  await expectFitsPhone(page);
  const act = page.waitForEvent('download');
  await main.getByRole('link', { name: 'Акт и журнал, DOCX' }).click();
  expect((await act).suggestedFilename()).toBe('Акт уничтожения персональных данных № 1-ПД.docx');
  await page.goto('/consents?words=Ячменёв');
  await expect(main.getByText('Никого не нашлось')).toBeVisible();

  await page.goto('/consents/incidents');
  await expectFitsPhone(page);
  await main.getByRole('link', { name: 'Завести карточку' }).click();
  await expectFitsPhone(page);
  await page.getByLabel('Что случилось').fill('Потерян телефон с открытым входом');
  await page.getByLabel('Период: с').fill('2026-01-01T00:00');
  await page.getByLabel('Период: по').fill('2098-01-01T00:00');
  await page.getByRole('button', { name: 'Завести карточку' }).click();
  await expect(page.getByText('Карточка заведена, сроки пошли.')).toBeVisible();
  await expect(main.getByText('осталось 23 часа')).toBeVisible();
  await expect(main.getByText(/^Людей: \d+/)).toBeVisible();
  await expectFitsPhone(page);
  await main.getByText('Закрыть карточку').click();
  await page.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await expect(page.getByText(/запишите, что показало расследование/).first()).toBeVisible();
  await main.getByText('Первое отправлено').click();
  await page.getByRole('button', { name: 'Отметить отправку' }).first().click();
  await expect(page.getByText('Отмечено: первое уведомление отправлено.')).toBeVisible();
  // The question that was refused before is closed again.
  await expect(page.getByRole('button', { name: 'Закрыть', exact: true })).toBeHidden();
  const draft = page.waitForEvent('download');
  await main.getByRole('link', { name: 'DOCX' }).first().click();
  expect((await draft).suggestedFilename()).toMatch(/\.docx$/);
  await page.getByLabel('Что показало расследование').fill('Телефон найден, входов не было.');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Карточка сохранена.')).toBeVisible();
  await main.getByText('Закрыть карточку').click();
  await page.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await expect(page.getByText('Карточка закрыта.')).toBeVisible();

  await page.goto('/my/consents');
  await main.getByText('Обратиться в школу о данных').click();
  await page.getByLabel('О чём просите').selectOption('explanation');
  await page.getByRole('button', { name: 'Отправить обращение' }).click();
  await expect(page.getByText('Обращение отправлено.')).toBeVisible();
  await expect(main.getByText('Обращение: разъяснение')).toBeVisible();
  await expectFitsPhone(page);
});
