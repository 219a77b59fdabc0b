-- Segments that published versions need profile-service to keep; a version is used once all of its own are ready.
create table segment_need (
    journey   text        not null references journey,
    version   integer     not null,
    segment   text        not null,
    condition text        not null,
    since     timestamptz not null,
    ready_at  timestamptz,
    problem   text,
    primary key (journey, version, segment)
);
create index segment_need_open on segment_need (since) where ready_at is null;
create index segment_need_by_segment on segment_need (segment);
