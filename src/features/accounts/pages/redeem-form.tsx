import { PASSWORD_HINT } from '#src/features/accounts/labels.ts';
import { HiddenField, PasswordField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';

export const redeemLabels = { userName: 'Имя для входа', code: 'Одноразовый код', password: 'Новый пароль' };

/** Sets a password with a printed code; with an invitation the name and the code are known already. */
export function RedeemForm({
  state,
  known,
}: {
  state: FormState | null | undefined;
  known?: { userName: string; code: string };
}) {
  return (
    <Form state={state}>
      {known === undefined ? (
        <>
          <TextField
            name="userName"
            label={redeemLabels.userName}
            description="Напечатано рядом с кодом"
            autoComplete="username"
            required
          />
          <TextField name="code" label={redeemLabels.code} autoComplete="one-time-code" required />
        </>
      ) : (
        <>
          <HiddenField name="userName" value={known.userName} />
          <HiddenField name="code" value={known.code} />
        </>
      )}
      <PasswordField
        name="password"
        label={redeemLabels.password}
        description={PASSWORD_HINT}
        purpose="new"
        required
      />
      <FormButtons>
        <SubmitButton>Сохранить пароль и войти</SubmitButton>
      </FormButtons>
    </Form>
  );
}
