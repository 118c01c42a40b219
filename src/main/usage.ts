/** What `nastavnik --help` prints, and what every wrong use is answered with. */
export const usage = `nastavnik — программа наставничества школы, муниципалитета, региона

  nastavnik start [--demo]          сайт и фоновые задачи (то же: npm start)
  nastavnik web | worker            только сайт | только фоновые задачи
  nastavnik demo                    то же, что start --demo
  nastavnik migrate                 обновить базу данных
  nastavnik backup ФАЙЛ             резервная копия: база, файлы, учётные записи
  nastavnik restore ФАЙЛ            восстановить копию в пустую базу
  nastavnik config                  настройки и их значения
  nastavnik user add ИМЯ --name "Фамилия Имя Отчество" --role РОЛЬ --organization НАЗВАНИЕ
  nastavnik user reset ИМЯ          одноразовый код для нового пароля
  nastavnik roadmap read ФАЙЛ [--from 2022-09-01 --to 2023-08-31] [--json]
  nastavnik deadline "ФРАЗА" [--from … --to …] [--json]
                                    без фразы: по одной в строке (или JSONL) со стандартного ввода
  nastavnik match ФАЙЛ.xlsx|.csv [--rules ФАЙЛ.json] [--json]
                                    пары из двух списков (листы «Наставляемые» и «Наставники»)

Код завершения: 0 — сделано, 1 — отказ с причиной, 2 — неверный вызов.`;
