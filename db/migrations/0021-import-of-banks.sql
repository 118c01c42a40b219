-- Lists of people that tell more than people: a bank of mentees or of mentors of another year, pairs that were decided.
alter table people_imports
  add column sort text not null default 'people' check (sort in ('people', 'mentees', 'mentors', 'pairs')),
  -- What was said of the whole list: the form where a row names none, where the consents on paper lie and when they were signed.
  add column options jsonb not null default '{}';
