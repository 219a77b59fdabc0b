package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.database.DatabaseException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides links in PostgreSQL: one transaction per decision, one row per identifier, and the primary key lets an identifier have
 * one place only. Claims lock the two rows that they concern, always in the same order, so they wait for each other only where
 * they meet. An alias concerns rows that it finds on its way; it is rare, and has all rows to itself.
 */
@ApplicationScoped
class IdentityStore implements LinkDecisions {

    private static final String CREATE = """
            insert into identity (identifier, origin, home)
            select * from unnest(?::text[], ?::uuid[], ?::uuid[]) on conflict do nothing""";

    private static final String LOCK = """
            select identifier, home, epoch, superseded, owner, owner_at, owner_message, former_homes from identity
            where %s = any (?) order by identifier collate "C" for update""";

    /** The former homes of each are one text here: unnest makes one list of the elements of several. */
    private static final String SAVE = """
            update identity i set home = c.home, epoch = c.epoch, superseded = c.superseded, owner = c.owner,
                owner_at = c.owner_at, owner_message = c.owner_message, former_homes = c.former_homes::uuid[]
            from unnest(?::text[], ?::uuid[], ?::int8[], ?::bool[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                as c(identifier, home, epoch, superseded, owner, owner_at, owner_message, former_homes)
            where i.identifier = c.identifier""";

    private static final String REMEMBER = """
            insert into identity_move (identifier, epoch, from_profile, to_profile, decided_at, cause)
            select identifier, epoch, from_profile, to_profile, ?::timestamptz, ?::text
            from unnest(?::text[], ?::int8[], ?::uuid[], ?::uuid[]) as m(identifier, epoch, from_profile, to_profile)""";

    private static final Comparator<Identifier> BY_TEXT = Comparator.comparing(Identifier::text);

    /** The advisory lock of identity decisions: "identity" in ASCII. */
    private static final long DECISIONS = 0x6964656E74697479L;

    private final Database database;

    IdentityStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Placement> decide(Statement statement, Instant at) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> decideNow(statement, at));
        } catch (DatabaseException | QuarkusTransactionException e) {
            throw new UndecidedException(e.getCause() == null ? e : e.getCause());
        }
    }

    private List<Placement> decideNow(Statement statement, Instant at) {
        List<Identifier> named =
                statement.identifiers().stream().sorted(BY_TEXT).toList();
        enter(statement instanceof Statement.Alias);
        create(named);
        Map<String, Placement> before = lock("identifier", Column.texts(named, Identifier::text));
        if (statement instanceof Statement.Alias alias) {
            before.putAll(united(before, List.of(alias.user(), alias.previousUser())));
        }
        List<Placement> after = LinkRules.decide(statement, before.values());
        List<Placement> changed = after.stream()
                .filter(place -> !place.equals(before.get(place.identifier().text())))
                .toList();
        if (!changed.isEmpty()) {
            save(changed);
            remember(changed, before, statement.stamp().messageId(), at);
        }
        return after;
    }

    /** Held until the transaction ends; what is selected afterwards has seen all that was decided before. */
    private void enter(boolean alone) {
        String lock = alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
        database.list("select " + lock + "(?)", _ -> true, DECISIONS);
    }

    private void create(List<Identifier> named) {
        Column derived = Column.of("uuid", named, Identifier::derivedProfileId);
        database.update(CREATE, Column.texts(named, Identifier::text), derived, derived);
    }

    /** All that live with the customers to be united. */
    private Map<String, Placement> united(Map<String, Placement> places, List<Identifier> users) {
        return lock(
                "home", Column.of("uuid", users, user -> places.get(user.text()).home()));
    }

    private Map<String, Placement> lock(String by, Column values) {
        Map<String, Placement> places = new LinkedHashMap<>();
        database.list(LOCK.formatted(by), IdentityStore::placement, values)
                .forEach(place -> places.put(place.identifier().text(), place));
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
                                owner, new Stamp(Database.time(row, "owner_at"), row.getString("owner_message"))),
                Arrays.stream(former).map(UUID::toString).toList());
    }

    private void save(List<Placement> changed) {
        database.update(
                SAVE,
                identifiers(changed),
                Column.of("uuid", changed, Placement::home),
                Column.of("int8", changed, Placement::epoch),
                Column.of("bool", changed, Placement::superseded),
                owners("text", changed, Placement.Owner::userId),
                owners("timestamptz", changed, owner -> owner.stamp().at()),
                owners("text", changed, owner -> owner.stamp().messageId()),
                Column.texts(changed, place -> "{" + String.join(",", place.formerHomes()) + "}"));
    }

    private void remember(List<Placement> changed, Map<String, Placement> before, String messageId, Instant at) {
        Function<Placement, String> from =
                place -> before.get(place.identifier().text()).home();
        List<Placement> moved = changed.stream()
                .filter(place -> !place.home().equals(from.apply(place)))
                .toList();
        if (!moved.isEmpty()) {
            database.update(
                    REMEMBER,
                    at,
                    messageId,
                    identifiers(moved),
                    Column.of("int8", moved, Placement::epoch),
                    Column.of("uuid", moved, from),
                    Column.of("uuid", moved, Placement::home));
        }
    }

    private static Column identifiers(List<Placement> places) {
        return Column.texts(places, place -> place.identifier().text());
    }

    /** A part of the owner of each; null where nobody owns it. */
    private static Column owners(String type, List<Placement> places, Function<Placement.Owner, ?> part) {
        return Column.of(type, places, place -> place.owner() == null ? null : part.apply(place.owner()));
    }
}
