-- The policy of channel-service that held a message back, with what it counted.
alter table message_outcome add column held json;
