import { TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';

/** Finds a paper form by the code printed on it; Enter opens it. The code stands in the address. */
export function CodeSearch({
  label,
  description,
  maxLength,
  code,
  error,
  submitLabel,
  takesFocus,
}: {
  label: string;
  description: string;
  maxLength: number;
  code: string;
  error: string | null;
  submitLabel: string;
  /** No form is open: the next one begins with its code. */
  takesFocus: boolean;
}) {
  return (
    <>
      <FilterBar label={label} submitLabel={submitLabel}>
        <TextField
          name="code"
          label={label}
          description={description}
          defaultValue={code}
          error={error ?? undefined}
          maxLength={maxLength}
        />
      </FilterBar>
      {takesFocus && <FocusCode />}
    </>
  );
}

/** The cursor stands in the field of the code at once. */
function FocusCode() {
  return (
    <span
      ref={() => {
        document.querySelector<HTMLInputElement>('input[name="code"]')?.focus();
      }}
    />
  );
}
