-- The instance that asked for a message was ended, and the message is not to go out unless a provider has it already.
alter table message add column cancelled boolean not null default false;
create index message_of_instance on message ((journey ->> 'instance')) where status in ('queued', 'sending');
create index message_cancelled on message (due_at) where status = 'queued' and cancelled;
