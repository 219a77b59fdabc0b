package io.itinera.channel.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Wire;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages of tests that were not sent. They hold personal data, and are kept for a while only. */
@ApplicationScoped
public class SandboxStore {

    private static final String KEEP = """
            insert into sandbox_message (id, at, content)
            select id, at, content::json from unnest(?::text[], ?::timestamptz[], ?::text[]) as m(id, at, content)
            on conflict (id) do update set at = excluded.at, content = excluded.content""";

    private static final String REMOVE =
            "delete from sandbox_message where id in (select id from sandbox_message where at < ? order by at limit ?)";

    private final Database database;

    SandboxStore(Database database) {
        this.database = database;
    }

    /** Keeps messages, in the transaction that is open. */
    public void keep(List<SandboxedMessage> messages) {
        if (!messages.isEmpty()) {
            database.update(
                    KEEP,
                    Column.texts(messages, SandboxedMessage::id),
                    Column.of("timestamptz", messages, SandboxedMessage::at),
                    Column.texts(messages, SandboxStore::json));
        }
    }

    /** A message of a test that was not sent; empty where there is none, or no longer. */
    Optional<SandboxedMessage> find(String id) {
        return database.first(
                "select content from sandbox_message where id = ?", row -> read(row.getString("content")), id);
    }

    /**
     * Removes what is older than {@code before}.
     *
     * @param limit most of them
     * @return how many those were
     */
    public int removeBefore(Instant before, int limit) {
        return database.update(REMOVE, before, limit);
    }

    private static String json(SandboxedMessage message) {
        try {
            return Wire.JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of texts has a JSON form", e);
        }
    }

    private static SandboxedMessage read(String json) {
        try {
            return Wire.JSON.readValue(json, SandboxedMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a message is not readable", e);
        }
    }
}
