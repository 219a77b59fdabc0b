-- Entries that the API was asked for with an idempotency key, for as long as a repeat is recognised.
create table entry_request (
    id         text primary key,
    profile_id text        not null,
    at         timestamptz not null
);
create index entry_request_by_time on entry_request (at);
