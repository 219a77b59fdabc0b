-- The trace (W3C traceparent) that asked for a message; what becomes of the message belongs to it too.
alter table message add column trace text;
alter table outbox add column trace text;
