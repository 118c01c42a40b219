import packageJson from '../../../package.json' with { type: 'json' };
import { TextLink, Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import type { Route } from './+types/about';

export function loader() {
  return { version: packageJson.version };
}

export default function About({ loaderData }: Route.ComponentProps) {
  return (
    <Page
      title="О программе"
      lead="«Наставник» ведёт программу наставничества школы: от дорожной карты до последнего отчёта."
      width="narrow"
    >
      <KeyValue
        items={[
          { key: 'Версия', value: loaderData.version },
          { key: 'Лицензия', value: 'MIT — программу можно свободно использовать, изменять и передавать' },
          {
            key: 'Где хранятся данные',
            value:
              'На компьютере или сервере вашей организации. Программа ничего не загружает с других сайтов и ничего туда не отправляет.',
          },
        ]}
      />
      <Section title="Доступность">
        <Text>
          Мы делаем программу так, чтобы ею мог пользоваться каждый: целимся в уровень AA стандарта WCAG 2.2 и
          ГОСТ Р 52872-2019.
        </Text>
        <ul>
          <li>Все действия доступны с клавиатуры; выбранный элемент всегда виден.</li>
          <li>
            Страницы размечены для программ экранного доступа: заголовки, подписи полей, таблицы, сообщения.
          </li>
          <li>Формы работают и тогда, когда скрипты в браузере отключены или ещё не загрузились.</li>
          <li>Страницы читаются на телефоне шириной от 360 точек и при увеличении до 400 %.</li>
          <li>Есть светлое и тёмное оформление; цвет нигде не служит единственным признаком.</li>
        </ul>
        <Text>
          Страницы проверяются автоматически (axe) в светлом и тёмном оформлении. Это находит не всё: если
          что-то прочесть или нажать не получается, сообщите администратору программы в вашей школе.
        </Text>
      </Section>
      <Section title="Шрифт и значки">
        <Text>
          Шрифт Golos Text (лицензия OFL), значки Tabler Icons (лицензия MIT).{' '}
          <TextLink to="/">На главную</TextLink>
        </Text>
      </Section>
    </Page>
  );
}
