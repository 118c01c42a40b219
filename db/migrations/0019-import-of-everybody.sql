-- Staff come in by the same lists as everybody else, with posts and service.
alter table people
  -- The year from which the service of a teacher counts («стаж»): who is a young specialist follows from it.
  add column service_since smallint check (service_since between 1940 and 2199);
alter table people_imports drop constraint people_imports_kind_check;
alter table people_imports add constraint people_imports_kind_check
  check (kind in ('staff', 'pupil', 'graduate', 'student', 'partner'));
