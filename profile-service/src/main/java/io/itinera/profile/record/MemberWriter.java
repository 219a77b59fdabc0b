package io.itinera.profile.record;

import io.itinera.contracts.Activity;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

    private final Database database;

    MemberWriter(Database database) {
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
    void write(List<Timeline.Entry> entries) {
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
        if (!over.isEmpty()) {
            database.update(GONE, Column.of("uuid", over, Function.identity()));
        }
        if (!left.isEmpty()) {
            database.update(LEFT, profiles(left), segments(left));
        }
        if (!entered.isEmpty()) {
            database.update(
                    ENTERED, profiles(entered), segments(entered), Column.of("timestamptz", entered, Member::at));
        }
    }

    private static Column profiles(List<Member> members) {
        return Column.of("uuid", members, Member::profileId);
    }

    private static Column segments(List<Member> members) {
        return Column.texts(members, Member::segment);
    }

    private static boolean over(Timeline.Entry entry) {
        return "mergedAway".equals(entry.cause().path("kind").asText());
    }
}
