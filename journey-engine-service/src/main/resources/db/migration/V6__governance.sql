-- Review, migration, pauses and shares of journeys; an audit trail that nobody can rewrite.
alter table journey add column paused_since timestamptz;
alter table journey add column review_due timestamptz;

alter table journey_version add column note text;
alter table journey_version add column links text;
alter table journey_version add column reviewed_by text;

alter table journey_audit add column note text;
alter table journey_audit add column links text;
create index journey_audit_by_actor on journey_audit (actor, id);

create function journey_audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception 'journey_audit is only added to';
end $$;
create trigger journey_audit_append_only before update or delete or truncate on journey_audit
    for each statement execute function journey_audit_is_only_added_to();

create table journey_review (
    id           bigint generated always as identity primary key,
    key          text        not null references journey,
    state        text        not null check (state in ('open', 'approved', 'rejected', 'withdrawn', 'outdated', 'published')),
    plan         text        not null,
    note         text,
    links        text,
    submitted_by text        not null,
    submitted_at timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    decision     text
);
create unique index journey_review_current on journey_review (key) where state in ('open', 'approved');
create index journey_review_by_key on journey_review (key, id);

-- What was decided about a journey after its versions were published: migrations, pauses, shares. The body is the contract's record.
create table journey_change (
    id   bigint generated always as identity primary key,
    key  text        not null references journey,
    kind text        not null check (kind in ('migration', 'pause', 'rollout')),
    at   timestamptz not null,
    body text        not null
);
create index journey_change_by_key on journey_change (key, id);
create index journey_by_review_due on journey (review_due) where review_due is not null;
