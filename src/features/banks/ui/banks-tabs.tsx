import { Tabs } from '#src/ui/tabs.tsx';

/** The rooms of the banks: nobody without the right to one of them gets that far. */
export function BanksTabs({
  mayAdmit,
  mayEdit = true,
  current,
}: {
  mayAdmit: boolean;
  mayEdit?: boolean;
  current: string;
}) {
  return (
    <Tabs
      label="Базы"
      current={current}
      tabs={[
        { to: '/banks/mentees', label: 'Наставляемые' },
        { to: '/banks/mentors', label: 'Наставники' },
        ...(mayAdmit
          ? [
              { to: '/banks/admission', label: 'Допуск' },
              { to: '/banks/calls', label: 'Наборы и заявки' },
            ]
          : []),
        ...(mayEdit ? [{ to: '/banks/blanks', label: 'Бланки' }] : []),
        { to: '/banks/tags', label: 'Словарь' },
      ]}
    />
  );
}
