import css from '#src/features/documents/ui/paper-sheet.module.css';
import { usePageEnvironment } from '#src/web/environment.ts';

/** Markup and looks of a paper, as the service renders them. */
export interface SheetOfPaper {
  readonly html: string;
  readonly css: string;
}

/**
 * A paper as it will be printed. The markup comes from the renderer of papers alone, which escapes every text that it is
 * given; nothing that a person typed is markup here.
 */
export function PaperSheet({ sheet, label }: { sheet: SheetOfPaper; label: string }) {
  const { nonce } = usePageEnvironment();
  return (
    <section aria-label={label} className={css.sheet}>
      <style nonce={nonce} dangerouslySetInnerHTML={{ __html: sheet.css }} />
      <div dangerouslySetInnerHTML={{ __html: sheet.html }} />
    </section>
  );
}
