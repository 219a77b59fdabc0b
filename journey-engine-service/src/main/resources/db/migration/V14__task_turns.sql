-- Tasks that are given in turn: the list, the people in it as JSON, and how many open tasks one of them may have. A task of a list that
-- nobody has, waits until somebody of the list is free.
alter table task
    add column turn_list     text,
    add column turn_people   text,
    add column turn_capacity integer;
create index task_waiting on task (turn_list, opened_at, id) where turn_list is not null and assignee is null and state = 'open';
create index task_unfinished on task (assignee) where state in ('open', 'claimed');

-- What operators have said of people who get tasks.
create table task_person (
    name       text primary key,
    capacity   integer check (capacity >= 0),
    away_until timestamptz,
    changed_by text        not null,
    changed_at timestamptz not null
);
