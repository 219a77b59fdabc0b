package io.itinera.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itinera.local.backend.Ports;
import io.itinera.local.backend.PostgresBackEnd;
import io.itinera.local.backend.ServiceSchema;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What goes over to a real PostgreSQL and comes back, and what is said when it does not. */
class DatabaseTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    private static PostgresBackEnd postgres;

    private final PGSimpleDataSource source = source();
    private final Database database = new Database(source);

    @BeforeAll
    static void start(@TempDir Path dir) {
        postgres = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false);
        postgres.start();
        Database database = new Database(source());
        database.update("create table thing (id int primary key, name text unique)");
        database.update("insert into thing values (1, 'one')");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** One of each type that columns have. */
    private record Everything(
            String text,
            Integer number,
            Long far,
            Integer small,
            Boolean flag,
            UUID id,
            BigDecimal sum,
            LocalDate day,
            Instant at) {}

    @Test
    void columnsOfEachTypeComeBackAsTheyWent() {
        List<Everything> rows = List.of(
                new Everything(
                        "plain",
                        1,
                        2L,
                        3,
                        true,
                        UUID.randomUUID(),
                        new BigDecimal("4.50"),
                        LocalDate.of(1, 1, 1),
                        NOON),
                new Everything(
                        "{\"quoted, \\ and\nbroken\"} NULL 'ümläut' \uD83D\uDE00",
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        -32_768,
                        false,
                        new UUID(0, 0),
                        new BigDecimal("-0.000001"),
                        LocalDate.of(9999, 12, 31),
                        Instant.parse("+12026-11-21T12:00:00Z")),
                new Everything(null, null, null, null, null, null, null, null, null),
                new Everything("", 0, 0L, 0, false, new UUID(-1, -1), BigDecimal.ZERO, LocalDate.EPOCH, Instant.EPOCH));

        List<Everything> back = database.list(
                """
                select * from unnest(?::text[], ?::int[], ?::bigint[], ?::int2[], ?::bool[], ?::uuid[], ?::numeric[], ?::date[],
                    ?::timestamptz[]) as r (text, number, far, small, flag, id, sum, day, at)""",
                row -> new Everything(
                        row.getString("text"),
                        row.getObject("number", Integer.class),
                        row.getObject("far", Long.class),
                        row.getObject("small", Integer.class),
                        row.getObject("flag", Boolean.class),
                        Database.uuid(row, "id"),
                        row.getBigDecimal("sum"),
                        row.getObject("day", LocalDate.class),
                        Database.time(row, "at")),
                Column.texts(rows, Everything::text),
                Column.of("int4", rows, Everything::number),
                Column.of("int8", rows, Everything::far),
                Column.of("int2", rows, Everything::small),
                Column.of("bool", rows, Everything::flag),
                Column.of("uuid", rows, Everything::id),
                Column.of("numeric", rows, Everything::sum),
                Column.of("date", rows, Everything::day),
                Column.of("timestamptz", rows, Everything::at));

        assertThat(back).isEqualTo(rows);
    }

    @Test
    void aColumnMayBeEmptyOrAllNullsOrOfSeveralClasses() {
        assertThat(sum(List.of())).isEqualTo("0 rows, sum null");
        assertThat(sum(Arrays.asList(null, null))).isEqualTo("2 rows, sum null");
        assertThat(sum(Arrays.asList(1, 2L, null, new BigDecimal("0.5")))).isEqualTo("4 rows, sum 3.5");
    }

    private String sum(List<? extends Number> numbers) {
        return database.first(
                        "select count(*) as n, sum(x) as sum from unnest(?) as r (x)",
                        row -> row.getLong("n") + " rows, sum " + row.getString("sum"),
                        Column.of("numeric", numbers, Function.identity()))
                .orElseThrow();
    }

    @Test
    void anInstantIsTheSameAloneAndInAColumnWhateverTheZoneOfTheMachine() {
        // The hour that Europe has twice, and one that it leaves out.
        List<Instant> times = List.of(
                Instant.parse("2026-10-25T00:30:00Z"),
                Instant.parse("2026-10-25T01:30:00Z"),
                Instant.parse("2026-03-29T01:30:00Z"),
                NOON);

        for (Instant time : times) {
            assertThat(database.list(
                            "select at, at = ? as same from unnest(?) as r (at)",
                            row -> row.getBoolean("same") ? Database.time(row, "at") : null,
                            time,
                            Column.of("timestamptz", List.of(time), Function.identity())))
                    .containsExactly(time);
        }
    }

    @Test
    void argumentsMayBeNullAndStandInTheOrderOfTheirQuestionMarks() {
        assertThat(database.list(
                        "select ?::text as a, ?::timestamptz as b, ?::uuid as c, ?::int as d, ?::date as e",
                        row -> Arrays.asList(
                                row.getString("a"),
                                Database.time(row, "b"),
                                Database.uuid(row, "c"),
                                row.getInt("d"),
                                row.getString("e")),
                        null,
                        null,
                        null,
                        7,
                        LocalDate.EPOCH))
                .containsExactly(Arrays.asList(null, null, null, 7, "1970-01-01"));
    }

    @Test
    void aTextWithNulIsRefusedUnlessTheStoreAsksForItsReplacement() {
        String odd = "a\0b";
        String query = "select text from unnest(?) as r (text) where text = ? or text is null order by 1";
        Object[] arguments = {Column.texts(Arrays.asList(odd, null)), odd};

        DatabaseException refused = refused(() -> database.list(query, row -> row.getString(1), arguments));
        assertThat(refused.aboutData()).isTrue();
        assertThat(refused.passing()).isFalse();

        assertThat(database.replacingNul().list(query, row -> row.getString(1), arguments))
                .containsExactly("a\uFFFDb", null);
    }

    @Test
    void anUpdateSaysHowManyRowsItChanged() {
        database.update("create table counted (n int)");

        assertThat(database.update(
                        "insert into counted select * from unnest(?)",
                        Column.of("int4", List.of(1, 2, 3), Function.identity())))
                .isEqualTo(3);
        assertThat(database.update("delete from counted where n > ?", 1)).isEqualTo(2);
        assertThat(database.update("delete from counted where n > ?", 1)).isZero();
    }

    @Test
    void aChangeMayAnswerRowsAndTheFirstOfNoneIsEmpty() {
        assertThat(database.first(
                        "insert into thing values (2, 'two') returning name || '!' as said",
                        row -> row.getString("said")))
                .contains("two!");
        assertThat(database.first("select 1 from thing where id = ?", row -> row.getInt(1), -1))
                .isEqualTo(Optional.empty());
    }

    @Test
    void rowsAreHandedOverBeforeTheLastIsReadInATransaction() {
        Database inTransaction = new Database(inTransaction());
        int all = 2 * Database.FETCH_SIZE + 1000;
        List<Integer> seen = new ArrayList<>();
        inTransaction.each("select n from generate_series(1, ?) as n order by n", row -> row.getInt(1), seen::add, all);
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, all).boxed().toList());

        seen.clear();
        String breaks = "select n + 0 / (? - n) as n from generate_series(1, ?) as n";
        DatabaseException broken =
                refused(() -> inTransaction.each(breaks, row -> row.getInt(1), seen::add, all - 500, all));
        assertThat(broken.sqlState()).isEqualTo("22012");
        assertThat(seen).hasSize(2 * Database.FETCH_SIZE);
    }

    @Test
    void aBrokenConstraintIsTheDatasFaultAndTheMessageSaysNothingOfTheData() {
        DatabaseException e = refused(() -> database.update("insert into thing values (3, ?)", "one"));

        assertThat(e).hasMessage("PostgreSQL refused or did not answer: SQLState 23505");
        assertThat(e.aboutData()).isTrue();
        assertThat(e.passing()).isFalse();
    }

    @Test
    void aBadValueAndOneThatIsTooLargeAreTheDatasFault() {
        DatabaseException bad = refused(() -> database.update("update thing set id = ?::int", "seven"));
        assertThat(bad).hasMessage("PostgreSQL refused or did not answer: SQLState 22P02");
        assertThat(bad.aboutData()).isTrue();
        assertThat(bad.passing()).isFalse();

        StringBuilder large = new StringBuilder();
        new Random(1).ints(20_000, 'a', 'z').forEach(c -> large.append((char) c));
        DatabaseException tooLarge =
                refused(() -> database.update("insert into thing values (4, ?)", large.toString()));
        assertThat(tooLarge.sqlState()).isEqualTo("54000");
        assertThat(tooLarge.aboutData()).isTrue();
        assertThat(tooLarge.passing()).isFalse();
    }

    @Test
    void aStatementThatIsWrongIsNeither() {
        DatabaseException e = refused(() -> database.update("no such statement"));

        assertThat(e.sqlState()).isEqualTo("42601");
        assertThat(e.aboutData()).isFalse();
        assertThat(e.passing()).isFalse();
    }

    @Test
    void aKilledConnectionPasses() {
        DatabaseException e = refused(() ->
                database.list("select pg_terminate_backend(pg_backend_pid()), pg_sleep(10)", row -> row.getBoolean(1)));

        assertThat(e.passing()).isTrue();
        assertThat(e.aboutData()).isFalse();
        assertThat(database.first("select 1", row -> row.getInt(1))).contains(1);
    }

    @Test
    void aServerThatIsAwayPasses() {
        PGSimpleDataSource nobody = source();
        nobody.setURL("jdbc:postgresql://127.0.0.1:%d/none".formatted(Ports.free()));

        DatabaseException e = refused(() -> new Database(nobody).update("select 1"));

        assertThat(e.passing()).isTrue();
        assertThat(e.aboutData()).isFalse();
    }

    @Test
    void aLockThatIsNotGotPasses() throws Exception {
        try (Connection holder = source.getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("select id from thing where id = 1 for update");

            DatabaseException e = refused(
                    () -> database.list("select id from thing where id = 1 for update nowait", row -> row.getInt(1)));

            assertThat(e.passing()).isTrue();
            assertThat(e.aboutData()).isFalse();
        }
    }

    private static DatabaseException refused(Runnable call) {
        DatabaseException e = catchThrowableOfType(DatabaseException.class, call::run);
        assertThat(e).isNotNull().hasCauseInstanceOf(SQLException.class);
        return e;
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(postgres.jdbcUrl());
        source.setUser(ServiceSchema.PROFILE.sqlName());
        source.setPassword(postgres.password(ServiceSchema.PROFILE));
        return source;
    }

    /** Connections with an open transaction each, which ends when they are closed. */
    private DataSource inTransaction() {
        return (DataSource) Proxy.newProxyInstance(
                DatabaseTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, _, _) -> {
                    Connection connection = source.getConnection();
                    connection.setAutoCommit(false);
                    return connection;
                });
    }
}
