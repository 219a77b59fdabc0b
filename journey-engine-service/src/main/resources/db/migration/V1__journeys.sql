-- Authoring: one row per journey, with its draft. The text of a definition is kept as it was written.
create table journey (
    key             text primary key,
    name            text        not null,
    state           text        not null check (state in ('draft', 'live', 'draining', 'held', 'archived')),
    draft           text        not null,
    revision        bigint      not null,
    current_version integer     not null default 0,
    edited_by       text        not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);

create table journey_version (
    key          text        not null references journey,
    version      integer     not null check (version > 0),
    definition   text        not null,
    published_at timestamptz not null,
    published_by text        not null,
    primary key (key, version)
);

create table journey_audit (
    id       bigint generated always as identity primary key,
    key      text        not null,
    action   text        not null,
    version  integer,
    revision bigint      not null,
    actor    text        not null,
    at       timestamptz not null,
    detail   text
);
create index journey_audit_by_key on journey_audit (key, id);

-- Journeys whose latest form Kafka has not acknowledged yet.
create table journey_outbox (
    id    bigint generated always as identity primary key,
    key   text        not null,
    since timestamptz not null
);
create index journey_outbox_by_key on journey_outbox (key, id);

-- Reports, filled from the topic of transitions.
create table transition (
    id         text primary key,
    instance   text,
    profile_id text        not null,
    journey    text        not null,
    version    integer     not null,
    step       text,
    kind       text        not null,
    step_type  text,
    next       text,
    reason     text,
    detail     text,
    at         timestamptz not null,
    sequence   bigint      not null
);
create index transition_by_instance on transition (instance, sequence);
create index transition_by_time on transition (at);

create table instance (
    id         text primary key,
    profile_id text        not null,
    journey    text        not null,
    version    integer     not null,
    step       text,
    status     text        not null,
    reason     text,
    entered_at timestamptz not null,
    updated_at timestamptz not null,
    ended_at   timestamptz,
    sequence   bigint      not null
);
create index instance_by_profile on instance (profile_id, entered_at desc);
create index instance_waiting on instance (journey, version, step) where ended_at is null;
create index instance_by_end on instance (ended_at) where ended_at is not null;

create table transition_count (
    journey   text    not null,
    version   integer not null,
    step      text    not null,
    kind      text    not null,
    next      text    not null,
    reason    text    not null,
    n         bigint  not null,
    primary key (journey, version, step, kind, next, reason)
);
