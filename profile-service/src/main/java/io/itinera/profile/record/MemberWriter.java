package io.itinera.profile.record;

import io.itinera.contracts.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Writes who is in which segment, many changes at once. Written again, a batch changes nothing. */
@ApplicationScoped
class MemberWriter {

    private static final String GONE = "delete from segment_member where profile_id = any (?)";
    private static final String LEFT = """
            delete from segment_member using unnest(?, ?) as gone(profile, key)
            where profile_id = gone.profile and segment = gone.key""";
    private static final String ENTERED = """
            insert into segment_member (profile_id, segment, since)
            select * from unnest(?, ?, ?) on conflict do nothing""";

    private final DataSource database;

    MemberWriter(DataSource database) {
        this.database = database;
    }

    /**
     * What a membership came to be.
     *
     * @param profileId whose
     * @param segment where
     * @param entered whether it is in
     * @param at since when
     */
    private record Member(String profileId, String segment, boolean entered, Instant at) {}

    /** True when the entry changes who is where. */
    static boolean concerns(Timeline.Entry entry) {
        return !entry.segmentChanges().isEmpty() || over(entry);
    }

    /** The latest word on each membership holds. */
    void write(List<Timeline.Entry> entries) throws SQLException {
        List<String> over = new ArrayList<>();
        Map<String, Member> latest = new LinkedHashMap<>();
        for (Timeline.Entry entry : entries) {
            for (Activity.SegmentChange change : entry.segmentChanges()) {
                latest.put(
                        entry.profileId() + change.segment(),
                        new Member(entry.profileId(), change.segment(), change.entered(), entry.at()));
            }
            if (over(entry)) {
                over.add(entry.profileId());
                latest.values().removeIf(member -> member.profileId().equals(entry.profileId()));
            }
        }
        List<Member> left = latest.values().stream().filter(m -> !m.entered()).toList();
        List<Member> entered = latest.values().stream().filter(Member::entered).toList();
        BatchWriter.Column<Member> profile = new BatchWriter.Column<>("uuid", Member::profileId);
        BatchWriter.Column<Member> segment = new BatchWriter.Column<>("text", Member::segment);
        BatchWriter.Column<Member> since = new BatchWriter.Column<>("timestamptz", m -> m.at().toString());
        if (!over.isEmpty()) {
            BatchWriter.write(database, GONE, over, List.of(new BatchWriter.Column<>("uuid", id -> id)));
        }
        if (!left.isEmpty()) {
            BatchWriter.write(database, LEFT, left, List.of(profile, segment));
        }
        if (!entered.isEmpty()) {
            BatchWriter.write(database, ENTERED, entered, List.of(profile, segment, since));
        }
    }

    private static boolean over(Timeline.Entry entry) {
        return "mergedAway".equals(entry.cause().path("kind").asText());
    }
}
