-- Explanations: which profile an identifier or a merged profile leads to, and what became of each message. Decisions are in "transition".
create index transition_by_profile on transition (profile_id, journey, at);
create index instance_with_long_way on instance (sequence) where sequence > 100;

-- By the id that is derived from the identifier: no identifier is kept here.
create table profile_link (
    id       text primary key,
    leads_to text   not null,
    epoch    bigint not null
);
create index profile_link_by_target on profile_link (leads_to);

create table message_request (
    id           text primary key,
    profile_id   text        not null,
    channel      text        not null,
    template     text        not null,
    purpose      text        not null,
    journey      text,
    version      integer,
    instance     text,
    step         text,
    fallback     text        not null,
    requested_at timestamptz not null
);
create index message_request_by_instance on message_request (instance);
create index message_request_by_time on message_request (requested_at);

create table message_outcome (
    id         text primary key,
    message    text        not null,
    profile_id text        not null,
    channel    text        not null,
    template   text        not null,
    purpose    text        not null,
    journey    text,
    version    integer,
    instance   text,
    step       text,
    status     text        not null,
    reason     text,
    receipt    text,
    at         timestamptz not null
);
create index message_outcome_by_message on message_outcome (message, at);
create index message_outcome_by_instance on message_outcome (instance) where instance is not null;
create index message_outcome_by_time on message_outcome (at);
