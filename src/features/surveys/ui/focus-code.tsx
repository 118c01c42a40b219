/** The next form begins with its code: the cursor stands there at once. */
export function FocusCode() {
  return (
    <span
      ref={() => {
        document.querySelector<HTMLInputElement>('input[name="code"]')?.focus();
      }}
    />
  );
}
