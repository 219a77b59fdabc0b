package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Decides links in PostgreSQL: one transaction per decision, one row per identifier, and the primary key lets an identifier have
 * one place only. Claims lock the two rows that they concern, always in the same order, so they wait for each other only where
 * they meet. An alias concerns rows that it finds on its way; it is rare, and has all rows to itself.
 */
@ApplicationScoped
class IdentityStore implements LinkDecisions {

    private static final String COLUMNS =
            "identifier, home, epoch, superseded, owner, owner_at, owner_message, former_homes";

    private static final Comparator<Identifier> BY_TEXT = Comparator.comparing(Identifier::text);

    /** The advisory lock of identity decisions: "identity" in ASCII. */
    private static final long DECISIONS = 0x6964656E74697479L;

    private final DataSource database;

    IdentityStore(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Placement> decide(Statement statement, Instant at) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> decideNow(statement, at));
        } catch (UndecidedException | QuarkusTransactionException e) {
            throw new UndecidedException(e.getCause() == null ? e : e.getCause());
        }
    }

    private List<Placement> decideNow(Statement statement, Instant at) {
        try (Connection connection = database.getConnection()) {
            List<Identifier> named =
                    statement.identifiers().stream().sorted(BY_TEXT).toList();
            enter(connection, statement instanceof Statement.Alias);
            create(connection, named);
            Map<String, Placement> before = lock(connection, named);
            if (statement instanceof Statement.Alias alias) {
                before.putAll(united(connection, before, List.of(alias.user(), alias.previousUser())));
            }
            List<Placement> after = LinkRules.decide(statement, before.values());
            List<Placement> changed = after.stream()
                    .filter(place -> !place.equals(before.get(place.identifier().text())))
                    .toList();
            save(connection, changed);
            remember(connection, changed, before, statement.stamp().messageId(), at);
            return after;
        } catch (SQLException e) {
            throw new UndecidedException(e);
        }
    }

    /** Held until the transaction ends; what is selected afterwards has seen all that was decided before. */
    private static void enter(Connection connection, boolean alone) throws SQLException {
        String lock = alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
        try (PreparedStatement enter = connection.prepareStatement("select " + lock + "(?)")) {
            enter.setLong(1, DECISIONS);
            enter.execute();
        }
    }

    private static void create(Connection connection, List<Identifier> named) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into identity (identifier, origin, home)
                select * from unnest(?::text[], ?::uuid[], ?::uuid[]) on conflict do nothing""")) {
            Object[] texts = named.stream().map(Identifier::text).toArray();
            Object[] derived = named.stream().map(Identifier::derivedProfileId).toArray();
            insert.setArray(1, connection.createArrayOf("text", texts));
            insert.setArray(2, connection.createArrayOf("uuid", derived));
            insert.setArray(3, connection.createArrayOf("uuid", derived));
            insert.executeUpdate();
        }
    }

    private static Map<String, Placement> lock(Connection connection, List<Identifier> named) throws SQLException {
        Object[] texts = named.stream().map(Identifier::text).toArray();
        return select(connection, "where identifier = any (?)", connection.createArrayOf("text", texts));
    }

    /** All that live with the customers to be united. */
    private static Map<String, Placement> united(
            Connection connection, Map<String, Placement> places, List<Identifier> users) throws SQLException {
        Object[] homes =
                users.stream().map(user -> places.get(user.text()).home()).toArray();
        return select(connection, "where home = any (?)", connection.createArrayOf("uuid", homes));
    }

    private static Map<String, Placement> select(Connection connection, String where, java.sql.Array argument)
            throws SQLException {
        Map<String, Placement> places = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from identity " + where + " order by identifier collate \"C\" for update")) {
            select.setArray(1, argument);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Placement place = placement(rows);
                    places.put(place.identifier().text(), place);
                }
            }
        }
        return places;
    }

    private static Placement placement(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        UUID[] former = (UUID[]) row.getArray("former_homes").getArray();
        return new Placement(
                Identifier.parse(row.getString("identifier")),
                row.getString("home"),
                row.getLong("epoch"),
                row.getBoolean("superseded"),
                owner == null
                        ? null
                        : new Placement.Owner(
                                owner,
                                new Stamp(row.getTimestamp("owner_at").toInstant(), row.getString("owner_message"))),
                Arrays.stream(former).map(UUID::toString).toList());
    }

    private static void save(Connection connection, Collection<Placement> changed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update identity set home = ?::uuid, epoch = ?, superseded = ?, owner = ?, owner_at = ?,
                owner_message = ?, former_homes = ? where identifier = ?""")) {
            for (Placement place : changed) {
                Placement.Owner owner = place.owner();
                update.setString(1, place.home());
                update.setLong(2, place.epoch());
                update.setBoolean(3, place.superseded());
                update.setString(4, owner == null ? null : owner.userId());
                update.setTimestamp(
                        5, owner == null ? null : Timestamp.from(owner.stamp().at()));
                update.setString(6, owner == null ? null : owner.stamp().messageId());
                update.setArray(
                        7, connection.createArrayOf("uuid", place.formerHomes().toArray()));
                update.setString(8, place.identifier().text());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void remember(
            Connection connection, List<Placement> changed, Map<String, Placement> before, String messageId, Instant at)
            throws SQLException {
        List<Placement> moved = new ArrayList<>(changed);
        moved.removeIf(place ->
                place.home().equals(before.get(place.identifier().text()).home()));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into identity_move (identifier, epoch, from_profile, to_profile, decided_at, cause)
                values (?, ?, ?::uuid, ?::uuid, ?, ?)""")) {
            for (Placement place : moved) {
                insert.setString(1, place.identifier().text());
                insert.setLong(2, place.epoch());
                insert.setString(3, before.get(place.identifier().text()).home());
                insert.setString(4, place.home());
                insert.setTimestamp(5, Timestamp.from(at));
                insert.setString(6, messageId);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
