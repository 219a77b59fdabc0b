-- Scenarios saved with a journey as its tests. The text is kept as it was written.
create table journey_scenario (
    journey    text        not null references journey,
    name       text        not null,
    scenario   text        not null,
    updated_by text        not null,
    updated_at timestamptz not null,
    primary key (journey, name)
);

-- Back-tests: jobs over the recorded log. A job that runs shows by beat_at that its pod lives.
create table back_test (
    id          uuid primary key,
    journey     text             not null references journey,
    version     integer,
    definition  text             not null,
    period_from timestamptz      not null,
    period_to   timestamptz      not null,
    sample      double precision not null,
    warm_up     text,
    state       text             not null
        check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    cancel      boolean          not null default false,
    records     bigint           not null default 0,
    total       bigint           not null default 0,
    attempts    integer          not null default 0,
    created_by  text             not null,
    created_at  timestamptz      not null,
    started_at  timestamptz,
    beat_at     timestamptz,
    finished_at timestamptz,
    error       text,
    report      text
);
create index back_test_by_journey on back_test (journey, created_at desc, id);
create index back_test_open on back_test (created_at) where state in ('queued', 'running');
