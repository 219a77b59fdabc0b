package io.itinera.journey.trial.backtest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.database.StoredJson;
import io.itinera.journey.trial.delivery.AssumedCap;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A back-test as those see it who asked for it.
 *
 * @param id its id
 * @param journey journey key
 * @param version the version that is tried, the number that the draft would get, or null for the journey as it was published
 * @param from first moment of the period
 * @param to first moment after it
 * @param sample share of the profiles
 * @param warmUp how much of the record before the period is replayed first; null for as much as the journey needs
 * @param caps the caps that it goes by instead of those in force; null for those in force
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param progress how far it has come, from 0 to 1
 * @param records records replayed so far
 * @param createdBy who asked for it
 * @param createdAt when
 * @param startedAt when it was begun last, or null
 * @param finishedAt when it ended, or null
 * @param error why it failed, or null
 * @param report what it found, a {@link BackTestReport}; null before the end, and in lists
 */
public record BackTest(
        UUID id,
        String journey,
        Integer version,
        Instant from,
        Instant to,
        double sample,
        String warmUp,
        List<AssumedCap> caps,
        String state,
        double progress,
        long records,
        String createdBy,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String error,
        JsonNode report) {

    static final TypeReference<List<AssumedCap>> CAPS = new TypeReference<>() {};

    static BackTest of(BackTestRow row, boolean withReport) {
        return new BackTest(
                row.id,
                row.journey,
                row.version,
                row.from,
                row.to,
                row.sample,
                row.warmUp,
                StoredJson.read(row.caps, CAPS),
                row.state,
                "done".equals(row.state) ? 1 : row.total == 0 ? 0 : Math.min(1, (double) row.records / row.total),
                row.records,
                row.createdBy,
                row.createdAt,
                row.startedAt,
                row.finishedAt,
                row.error,
                withReport ? StoredJson.read(row.report) : null);
    }
}
