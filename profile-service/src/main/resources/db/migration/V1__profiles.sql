-- Where each linked identifier belongs. The primary key is the uniqueness that a decision relies on.
create table identity (
    identifier    text primary key,
    origin        uuid    not null,
    home          uuid    not null,
    epoch         bigint  not null default 0,
    superseded    boolean not null default false,
    owner         text,
    owner_at      timestamptz,
    owner_message text,
    former_homes  uuid[]  not null default '{}',
    constraint owner_is_whole check (num_nulls(owner, owner_at, owner_message) in (0, 3))
);
create index identity_home on identity (home);
create index identity_origin on identity (origin);

-- How it came to belong there: written with the decision, never changed.
create table identity_move (
    identifier   text        not null,
    epoch        bigint      not null,
    from_profile uuid        not null,
    to_profile   uuid        not null,
    decided_at   timestamptz not null,
    cause        text        not null,
    primary key (identifier, epoch)
);
create index identity_move_to on identity_move (to_profile);

-- Latest snapshot of each profile, as on the topic profiles. Room in each page lets an update that changes no index stay there.
create table profile (
    id           uuid primary key,
    identifiers  text[] not null,
    traits       jsonb  not null,
    computed     jsonb  not null,
    event_counts jsonb  not null,
    first_seen   timestamptz,
    last_seen    timestamptz,
    merged_into  uuid
) with (fillfactor = 80);
create index profile_traits on profile using gin (traits);
create index profile_email on profile ((traits ->> 'email') text_pattern_ops);
create index profile_merged_into on profile (merged_into) where merged_into is not null;

-- What happened, as on the topic activity.
create table timeline (
    profile_id uuid        not null,
    at         timestamptz not null,
    id         text        not null,
    cause      json        not null,
    primary key (profile_id, at, id)
);
create index timeline_at on timeline using brin (at);
