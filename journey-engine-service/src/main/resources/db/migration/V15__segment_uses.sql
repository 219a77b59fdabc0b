-- In which zone the days of a segment are meant, what a version needs it for, and when it was given back.
alter table segment_need
    add column zone       text,
    add column used_for   text not null default 'goal' check (used_for in ('entry', 'inside', 'goal')),
    add column dropped_at timestamptz;
update segment_need set used_for = 'entry' where segment like 'entry-%';
alter table segment_need alter column used_for drop default;
