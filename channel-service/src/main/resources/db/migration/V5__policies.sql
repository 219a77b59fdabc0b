-- Frequency caps and quiet hours, as people write them. Versions never come again, also not after a policy was removed and made anew.
create sequence policy_version;
create table policy (
    kind     text not null,
    key      text not null,
    version  bigint not null default nextval('policy_version'),
    content  json not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (kind, key)
);

-- When a message counts for caps: set with 'sending', moved to when it was sent, gone when it did not go out.
-- held: the policy that holds it back, or did so for good.
alter table message add column counted_at timestamptz;
alter table message add column held json;
update message set counted_at = sent_at where sent_at > now() - interval '95 days';
create index message_counted on message (profile_id, counted_at) where counted_at is not null;
create index message_held on message (reason) where status = 'queued' and held is not null;

-- Which profile the one that an identifier stands for, or that was merged, belongs to now: their messages count together.
create table profile_link (
    id       text primary key,
    leads_to text not null,
    epoch    bigint not null
);
create index profile_link_to on profile_link (leads_to);
