-- Frequency caps that a back-test goes by instead of those in force, as JSON; null for those in force.
alter table back_test add column caps text;
