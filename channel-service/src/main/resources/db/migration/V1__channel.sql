-- Templates: which version of a key is present, and every version for ever.
create table template (
    key     text primary key,
    version int not null,
    deleted boolean not null
);

create table template_version (
    key      text not null,
    version  int not null,
    channel  text not null,
    subject  text,
    html     text,
    text     text,
    endpoint text,
    body     text,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (key, version)
);

-- Webhook endpoints from the API; secrets are encrypted by the service.
create table endpoint (
    name            text primary key,
    url             text not null,
    secret          bytea not null,
    previous        bytea,
    previous_until  timestamptz,
    saved_at        timestamptz not null,
    saved_by        text not null
);

-- One row per message and channel that is tried. The queue is the part of it that is 'queued'.
-- request is json, not jsonb: it is kept as it came, also where jsonb refuses it, and goes when the message is settled.
create table message (
    id             text primary key,
    profile_id     text not null,
    channel        text not null,
    template       text not null,
    purpose        text not null,
    journey        json,
    request        json,
    status         text not null,
    reason         text,
    receipt        text,
    attempts       int not null default 0,
    claim          int not null default 0,
    due_at         timestamptz not null,
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    sent_at        timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

create index message_queue on message (channel, due_at) where status = 'queued';
create index message_sending on message (due_at) where status = 'sending';
create index message_profile on message (profile_id, created_at desc, id);

-- What the customer did with a message: each effect once.
create table engagement (
    message_id text not null,
    effect     text not null,
    at         timestamptz not null,
    primary key (message_id, effect)
);

-- Outcomes on their way to Kafka; a row goes when Kafka has it.
create table outbox (
    seq        bigint generated always as identity primary key,
    profile_id text not null,
    outcome    json not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
