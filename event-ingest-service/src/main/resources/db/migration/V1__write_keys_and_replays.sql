create table write_key (
    id uuid primary key,
    source text not null,
    -- SHA-256 of the secret in hexadecimal. The secret has 192 random bits, so a slow hash would add nothing.
    hash text not null unique,
    hint text not null,
    created_at timestamptz not null,
    created_by text not null,
    revoked_at timestamptz
);

create table replay (
    topic text not null,
    part integer not null,
    position bigint not null,
    at timestamptz not null,
    by_whom text not null,
    primary key (topic, part, position)
);
