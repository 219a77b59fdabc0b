package io.itinera.journey.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The latest model of each key. A change gets the next number, and waits until Kafka has it. */
@ApplicationScoped
class ModelStore {

    private static final String PUT = """
            insert into learned_model as m (key, model, from_at, content, published) values (?, 1, ?, ?, false)
            on conflict (key) do update set model = m.model + 1, from_at = excluded.from_at, content = excluded.content,
                published = false
            where m.content <> excluded.content
            """;

    private static final String SELECT = "select key, model, from_at, content from learned_model ";

    private final DataSource database;

    ModelStore(DataSource database) {
        this.database = database;
    }

    /** Fills in a statement. */
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    /** Whether this transaction is the one that makes models now; the others need not. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isTheOne() {
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.journey.models'))");
                ResultSet row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("models not locked", e);
        }
    }

    /**
     * Keeps what was learned, as the next model where it is another than before.
     *
     * @param learned its number is of no meaning
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void put(LearningModel learned) {
        String content = write(new LearningModel(null, 0, null, learned.steps(), learned.channels()));
        update(PUT, insert -> {
            insert.setString(1, learned.key());
            insert.setTimestamp(2, Timestamp.from(learned.from()));
            insert.setString(3, content);
        });
    }

    /** Models that Kafka does not have yet. */
    @Transactional
    List<LearningModel> waiting() {
        return query(SELECT + "where not published order by key limit 1000", _ -> {});
    }

    /** Kafka has a model. */
    @Transactional
    void published(LearningModel model) {
        update("update learned_model set published = true where key = ? and model = ?", update -> {
            update.setString(1, model.key());
            update.setLong(2, model.model());
        });
    }

    /** The latest model of a key. */
    @Transactional
    Optional<LearningModel> of(String key) {
        return query(SELECT + "where key = ?", select -> select.setString(1, key)).stream()
                .findFirst();
    }

    private void update(String sql, Filling filling) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("model not kept", e);
        }
    }

    private List<LearningModel> query(String sql, Filling filling) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            List<LearningModel> models = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    models.add(model(rows));
                }
            }
            return models;
        } catch (SQLException e) {
            throw new IllegalStateException("models not read", e);
        }
    }

    private static LearningModel model(ResultSet row) throws SQLException {
        LearningModel content = read(row.getString("content"));
        Instant from = row.getTimestamp("from_at").toInstant();
        return new LearningModel(row.getString("key"), row.getLong("model"), from, content.steps(), content.channels());
    }

    private static String write(LearningModel content) {
        try {
            return Wire.JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model has a JSON form", e);
        }
    }

    private static LearningModel read(String content) {
        try {
            return Wire.JSON.readValue(content, LearningModel.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored model is JSON", e);
        }
    }
}
