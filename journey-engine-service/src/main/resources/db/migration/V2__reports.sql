-- Reports. A transition or an outcome of a message counts once: its own row tells whether it was counted, as long as the row is kept.
-- Counters are kept by day (UTC). "test" sets apart what profiles of a test segment did.

drop table transition_count;

create table transition_count (
    journey   text    not null,
    version   integer not null,
    day       date    not null,
    step      text    not null,
    kind      text    not null,
    next      text    not null,
    reason    text    not null,
    revisit   boolean not null,
    test      boolean not null,
    step_type text    not null,
    n         bigint  not null,
    primary key (journey, version, day, step, kind, next, reason, revisit, test)
);

insert into transition_count
select journey, version, (at at time zone 'UTC')::date, coalesce(step, ''), kind, coalesce(next, ''), coalesce(reason, ''), false, false,
    coalesce(max(step_type), ''), count(*)
from transition group by 1, 2, 3, 4, 5, 6, 7;

-- How long: in logarithmic buckets, so that days and versions add up.
create table duration_count (
    journey text     not null,
    version integer  not null,
    day     date     not null,
    what    text     not null check (what in ('dwell', 'life', 'goal', 'first-goal')),
    subject text     not null,
    test    boolean  not null,
    bucket  smallint not null,
    n       bigint   not null,
    primary key (journey, version, day, what, subject, test, bucket)
);

-- Who drew which arm, by the day of entry.
create table arm_count (
    journey text    not null,
    version integer not null,
    day     date    not null,
    split   text    not null,
    arm     text    not null,
    test    boolean not null,
    holdout boolean not null,
    n       bigint  not null,
    primary key (journey, version, day, split, arm, test)
);

-- Goals, by the day of entry: in all (split and arm are empty) and by the arm that was drawn before. Squares give the variance.
create table goal_count (
    journey  text not null,
    version  integer not null,
    day      date not null,
    goal     text not null,
    split    text not null,
    arm      text not null,
    currency text not null,
    test     boolean not null,
    n        bigint not null,
    valued   bigint not null,
    value    numeric not null,
    squares  numeric not null,
    primary key (journey, version, day, goal, split, arm, currency, test)
);

-- What became of the messages that a step asked for.
create table message_count (
    journey text    not null,
    version integer not null,
    day     date    not null,
    step    text    not null,
    channel text    not null,
    status  text    not null,
    reason  text    not null,
    test    boolean not null,
    n       bigint  not null,
    primary key (journey, version, day, step, channel, status, reason, test)
);

create table message_effect (
    id       text primary key,
    instance text        not null,
    journey  text        not null,
    version  integer     not null,
    day      date        not null,
    step     text        not null,
    channel  text        not null,
    status   text        not null,
    reason   text        not null,
    test     boolean     not null,
    at       timestamptz not null
);
create index message_effect_by_instance on message_effect (instance);
create index message_effect_by_time on message_effect (at);

-- Positions: since when an instance stands where it stands, and until when. "owned" numbers the transition that named the profile.
alter table instance
    add column step_type text,
    add column since timestamptz,
    add column due timestamptz,
    add column test boolean not null default false,
    add column owned bigint not null default -1;
update instance set since = updated_at, owned = sequence;

-- Before this, a merge of two profiles left an instance without its step.
update instance i set step = t.step
from (select distinct on (instance) instance, step from transition where step is not null order by instance, sequence desc) t
where t.instance = i.id and i.step is null and i.ended_at is null;
create index instance_by_step on instance (journey, step, since, id) where ended_at is null;
create index instance_by_due on instance (due) where ended_at is null and due is not null;
create index instance_without_due on instance (since) where ended_at is null and due is null;
create index instance_by_entry on instance (journey, entered_at);
create index instance_of_test on instance (id) where test;

-- Who is in several journeys, and who was asked for messages by several on one day.
create index instance_live_by_profile on instance (profile_id, journey) where ended_at is null;
create index transition_of_sends on transition (at, profile_id, journey) where kind = 'moved' and reason = 'requested';
