-- Erasures: who is being forgotten, and how far that is. The subject goes with the receipt; the profile id stays as long as a topic may
-- bring back what was removed.
create table erasure (
    request    text        not null,
    subject    text        not null,
    profile_id text        not null,
    at         timestamptz not null,
    state_at   timestamptz,
    instances  bigint      not null default 0,
    rows       bigint      not null default 0,
    receipt_at timestamptz,
    primary key (request, profile_id)
);
create index erasure_under_way on erasure (at) where receipt_at is null;
create index erasure_done on erasure (receipt_at) where receipt_at is not null;
create index message_outcome_by_profile on message_outcome (profile_id);
create index message_request_by_profile on message_request (profile_id);
create index task_by_profile on task (profile_id);
