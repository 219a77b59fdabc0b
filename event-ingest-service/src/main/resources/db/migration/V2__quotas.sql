-- How many events a write key may send; null where there is no bound.
alter table write_key add column events_per_second integer;
alter table write_key add column events_per_day bigint;
