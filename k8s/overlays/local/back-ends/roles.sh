#!/bin/sh
# A role and a schema for each service; a service sees no schema but its own. Runs once, when the data directory is made.
set -eu
role() {
  psql -v ON_ERROR_STOP=1 -U postgres -d itinera -v role="$1" -v password="$2" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE SCHEMA :"role" AUTHORIZATION :"role";
ALTER ROLE :"role" SET search_path = :"role";
SQL
}
psql -v ON_ERROR_STOP=1 -U postgres -d itinera -c 'REVOKE ALL ON SCHEMA public FROM PUBLIC'
role ingest "$INGEST_PASSWORD"
role profile "$PROFILE_PASSWORD"
role journey "$JOURNEY_PASSWORD"
role consent "$CONSENT_PASSWORD"
role channel "$CHANNEL_PASSWORD"
