-- The search for those without a pair goes on by itself: how many admitted mentors with a free place suit a request, as of the
-- last look. From none to some is news for the curator.
alter table mentee_requests add column fitting_mentors smallint not null default 0 check (fitting_mentors >= 0);
