-- Messages with which nothing more is to be done, for the job that removes the old ones.
create index message_settled on message (changed_at) where status not in ('queued', 'sending');
