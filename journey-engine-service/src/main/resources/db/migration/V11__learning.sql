-- Learning. What people answered to, by channel and local hour, counts beside the other outcomes of messages; a model is what was
-- published of it, and of arms.
alter table instance add column zone text;

alter table message_effect add column hour smallint not null default 0;
update message_effect set hour = extract(hour from at at time zone 'UTC');
alter table message_effect alter column hour drop default;

create table answer_count (
    channel text     not null,
    status  text     not null check (status in ('sent', 'opened', 'clicked')),
    day     date     not null,
    hour    smallint not null,
    test    boolean  not null,
    n       bigint   not null,
    primary key (channel, status, day, hour, test)
);
insert into answer_count
select channel, status, day, hour, test, count(*) from message_effect where status in ('sent', 'opened', 'clicked') group by 1, 2, 3, 4, 5;

create table learned_model (
    key       text primary key,
    model     bigint      not null,
    from_at   timestamptz not null,
    content   text        not null,
    published boolean     not null
);
create index learned_model_to_publish on learned_model (key) where not published;

alter table journey_change drop constraint journey_change_kind_check;
alter table journey_change add constraint journey_change_kind_check check (kind in ('migration', 'pause', 'rollout', 'learning'));
