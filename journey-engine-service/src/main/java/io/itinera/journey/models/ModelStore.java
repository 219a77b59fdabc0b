package io.itinera.journey.models;

import io.itinera.contracts.LearningModel;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    private final Database database;

    ModelStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Whether this transaction is the one that makes models now; the others need not. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isTheOne() {
        return database.list(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.journey.models'))",
                        row -> row.getBoolean(1))
                .getFirst();
    }

    /**
     * Keeps what was learned, as the next model where it is another than before.
     *
     * @param learned its number is of no meaning
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void put(LearningModel learned) {
        String content = StoredJson.write(new LearningModel(null, 0, null, learned.steps(), learned.channels()));
        database.update(PUT, learned.key(), learned.from(), content);
    }

    /** Models that Kafka does not have yet. */
    @Transactional
    List<LearningModel> waiting() {
        return database.list(SELECT + "where not published order by key limit 1000", ModelStore::model);
    }

    /** Kafka has a model. */
    @Transactional
    void published(LearningModel model) {
        database.update(
                "update learned_model set published = true where key = ? and model = ?", model.key(), model.model());
    }

    /** The latest model of a key. */
    @Transactional
    Optional<LearningModel> of(String key) {
        return database.first(SELECT + "where key = ?", ModelStore::model, key);
    }

    private static LearningModel model(ResultSet row) throws SQLException {
        LearningModel content = StoredJson.read(row.getString("content"), LearningModel.class);
        Instant from = Database.time(row, "from_at");
        return new LearningModel(row.getString("key"), row.getLong("model"), from, content.steps(), content.channels());
    }
}
