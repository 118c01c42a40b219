import { SubmitButton } from '#src/ui/form.tsx';

/** A mark about two people, as a button of the form around a table: `shapeDraft` reads its value. */
export function MarkButton({
  kind,
  menteeId,
  mentorId,
  children,
}: {
  kind: 'pin' | 'ban' | 'free';
  menteeId: string;
  mentorId: string;
  children: string;
}) {
  return (
    <SubmitButton
      look="quiet"
      size="small"
      name="mark"
      value={`${kind} ${menteeId} ${mentorId}`}
      pendingLabel="…"
    >
      {children}
    </SubmitButton>
  );
}
