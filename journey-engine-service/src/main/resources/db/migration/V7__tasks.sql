-- Work that journeys give to people, filled from the topic of tasks. content is the JSON text as it came.
create table task (
    id         text primary key,
    profile_id text        not null,
    journey    text        not null,
    version    integer     not null,
    instance   text        not null,
    step       text        not null,
    visit      integer     not null,
    content    text        not null,
    state      text        not null check (state in ('open', 'claimed', 'done', 'withdrawn')),
    overdue    boolean     not null,
    assignee   text,
    opened_at  timestamptz not null,
    outcome    text,
    closed_by  text,
    note       text,
    closed_at  timestamptz
);
create index task_by_time on task (opened_at, id);
create index task_by_assignee on task (assignee, opened_at, id);
create index task_by_state on task (state, opened_at, id) where state in ('open', 'claimed');

-- How many tasks of a step were given out in turn.
create table task_turn (
    step text primary key,
    n    integer not null
);
