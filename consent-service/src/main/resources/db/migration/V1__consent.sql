-- The proof. Rows are only ever added; personal parts are kept apart, so that they can go without breaking the chain.
create table ledger (
    seq             bigint primary key,
    kind            text        not null check (kind in ('consent', 'suppression')),
    decision        text        not null check (decision in ('granted', 'denied', 'suppressed', 'released')),
    channel         text        not null,
    purpose         text        not null,
    source          text        not null,
    text_version    text,
    decided_at      timestamptz not null,
    recorded_at     timestamptz not null,
    personal_digest text        not null,
    previous_hash   text        not null,
    hash            text        not null
);

-- The end of the chain. Writers lock this row, so that several replicas never fork the chain.
create table ledger_head (
    only_row    boolean primary key default true check (only_row),
    seq         bigint      not null,
    hash        text        not null,
    recorded_at timestamptz not null
);
insert into ledger_head (seq, hash, recorded_at) values (0, repeat('0', 64), 'epoch');

-- What is personal about a row. The row's hash covers its salted digest. May be deleted, never changed.
create table ledger_personal (
    seq         bigint primary key,
    salt        text not null,
    profile_id  uuid,
    subject     text,
    address     text,
    evidence    text,
    message_id  text,
    recorded_by text
);
create index ledger_personal_profile on ledger_personal (profile_id, seq) where profile_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_is_append_only before update or delete on ledger
    for each row execute function refuse_change();
create trigger ledger_is_not_emptied before truncate on ledger
    for each statement execute function refuse_change();
create trigger personal_parts_do_not_change before update on ledger_personal
    for each row execute function refuse_change();
create trigger personal_parts_are_not_emptied before truncate on ledger_personal
    for each statement execute function refuse_change();
-- The owner could grant this back to itself, which takes a second, visible step.
revoke update, delete, truncate on ledger from current_user;
revoke update, truncate on ledger_personal from current_user;

-- Keys that callers gave, so that a repeated request records nothing twice.
create table decision_keys (
    key         text primary key,
    seq         bigint not null,
    fingerprint text   not null
);

-- Latest choice per channel and purpose; a projection of the ledger. "origin" keeps apart what merged profiles brought along.
create table choices (
    profile_id uuid        not null,
    origin     uuid        not null,
    channel    text        not null,
    purpose    text        not null,
    granted    boolean     not null,
    decided_at timestamptz not null,
    seq        bigint      not null,
    hash       text        not null,
    source     text        not null,
    message_id text,
    primary key (profile_id, origin, channel, purpose)
);

-- Outbox: a state is on Kafka when its published version is its version.
create table consent_states (
    profile_id        uuid primary key,
    version           bigint not null,
    published_version bigint not null default 0
);
create index consent_states_pending on consent_states (profile_id) where version > published_version;

create table suppressions (
    id         bigint generated always as identity primary key,
    address    text        not null,
    channel    text        not null,
    reason     text        not null,
    seq        bigint      not null,
    hash       text        not null,
    created_at timestamptz not null,
    unique (address, channel)
);

-- Copies of the decisions on the identities topic.
create table identity_links (
    subject    text primary key,
    profile_id uuid        not null,
    decided_at timestamptz not null,
    epoch      bigint      not null
);
create table merged_profiles (
    profile_id uuid primary key,
    into_id    uuid        not null,
    merged_at  timestamptz not null,
    epoch      bigint      not null
);
create index merged_profiles_into on merged_profiles (into_id);
