package io.itinera.profile.record;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the latest snapshots of many profiles at once. PostgreSQL takes the JSON apart, so that nobody parses it twice. */
@ApplicationScoped
class ProfileWriter {

    private static final String UPSERT = """
            insert into profile
                (id, identifiers, traits, computed, consents, event_counts, first_seen, last_seen, merged_into)
            select cast(v ->> 'profileId' as uuid),
                array(select jsonb_array_elements_text(coalesce(v -> 'identifiers', '[]'))),
                coalesce(v -> 'traits', '{}'), coalesce(v -> 'computed', '{}'), coalesce(v -> 'consents', '{}'),
                coalesce(v -> 'eventCounts', '{}'),
                cast(v ->> 'firstSeen' as timestamptz), cast(v ->> 'lastSeen' as timestamptz),
                cast(v ->> 'mergedInto' as uuid)
            from (select cast(text as jsonb) as v from unnest(?) as batch(text)) as snapshots
            on conflict (id) do update set
                identifiers = excluded.identifiers, traits = excluded.traits, computed = excluded.computed,
                consents = excluded.consents,
                event_counts = excluded.event_counts, first_seen = excluded.first_seen,
                last_seen = excluded.last_seen, merged_into = excluded.merged_into""";

    /** PostgreSQL's jsonb knows no character 0; an escape with an even number of backslashes before it is one. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final Database database;

    ProfileWriter(Database database) {
        this.database = database;
    }

    /**
     * @param snapshots JSON of snapshots, at most one of each profile
     */
    void write(List<String> snapshots) {
        database.update(UPSERT, Column.texts(snapshots, ProfileWriter::storable));
    }

    /** JSON text without the escape of the character 0. */
    private static String storable(String json) {
        return json.contains("\\u0000") ? NUL.matcher(json).replaceAll("$1\\\\ufffd") : json;
    }
}
