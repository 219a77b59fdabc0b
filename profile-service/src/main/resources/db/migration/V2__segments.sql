-- Segments as they are defined. What memberships follow now is kept beside the definition that is being filled.
create table segment (
    key            text primary key,
    name           text        not null,
    description    text,
    derived        boolean     not null,
    state          text        not null,
    condition      text,
    revision       bigint      not null,
    held_condition text,
    held_revision  bigint,
    version        bigint      not null,
    changed_at     timestamptz not null,
    changed_by     text        not null,
    ready_at       timestamptz,
    counted_from   timestamptz
);
create sequence segment_revision;

-- What is to be published, in the order in which it was decided.
create table segment_outbox (
    id      bigserial primary key,
    key     text not null,
    payload text not null
);

-- The filling under way, at most one.
create table filling (
    one      boolean primary key default true check (one),
    revision bigint      not null,
    phase    text        not null,
    oldest   timestamptz
);

-- How far each partition is: what it says itself, and what was read again from its log.
create table filling_partition (
    partition int primary key,
    counting  bigint not null default 0,
    scanned   bigint not null default 0,
    looked    bigint not null default 0,
    read_from bigint not null default 0,
    read_next bigint not null default 0,
    read_end  bigint not null default 0
);

-- Who is in which segment, as on the topic activity.
create table segment_member (
    profile_id uuid        not null,
    segment    text        not null,
    since      timestamptz not null,
    primary key (profile_id, segment)
);
create index segment_member_segment on segment_member (segment, profile_id);

alter table profile add column consents jsonb not null default '{}';
