-- Messages of people who try journeys out: they count for no cap.
alter table message add column test boolean not null default false;

-- What those of them would have said that were not handed to a provider.
create table sandbox_message (
    id      text primary key,
    at      timestamptz not null,
    content json not null
);
create index sandbox_message_at on sandbox_message (at);
