/** ISO text («2022-09-01») → day, for a nullable column of the database. */
export function toDay(iso: string): Temporal.PlainDate;
export function toDay(iso: string | null): Temporal.PlainDate | null;
export function toDay(iso: string | null): Temporal.PlainDate | null {
  return iso === null ? null : Temporal.PlainDate.from(iso);
}

/** Day → ISO text, the form that pages and JSON carry. */
export function toIso(day: Temporal.PlainDate): string;
export function toIso(day: Temporal.PlainDate | null): string | null;
export function toIso(day: Temporal.PlainDate | null): string | null {
  return day === null ? null : day.toString();
}
