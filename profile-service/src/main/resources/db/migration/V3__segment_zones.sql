-- The zone in which a segment's days and local times are meant for profiles that have none of their own; null for UTC.
alter table segment add column zone text, add column held_zone text;
