package io.itinera.local.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server on loopback with the database {@code itinera}, in which each service has a schema and a role. */
public final class PostgresBackEnd implements AutoCloseable {

    /** Name of the database. */
    public static final String DATABASE = "itinera";

    private static final String NAME = "PostgreSQL";
    private static final String OWNER = "postgres";

    private final Path dir;
    private final Path data;
    private final Path log;
    private final int port;
    private final boolean durable;
    private final PostgresUser user;
    private final Passwords passwords;
    private ChildProcess process;

    /**
     * A server with its data, its log and its passwords under {@code dir}.
     *
     * @param dir where it keeps things
     * @param port where it listens
     * @param durable false for tests, whose data need not outlive a crash of the machine; they outlive one of the server all the same
     */
    public PostgresBackEnd(Path dir, int port, boolean durable) {
        this(dir, port, durable, PostgresUser.detect());
    }

    PostgresBackEnd(Path dir, int port, boolean durable, PostgresUser user) {
        this.dir = Directories.create(dir);
        this.data = this.dir.resolve("data");
        this.log = this.dir.resolve("postgres.log");
        this.port = port;
        this.durable = durable;
        this.user = user;
        this.passwords = new Passwords(this.dir.resolve("passwords.properties"));
    }

    /** Makes the cluster the first time, starts the server, and returns when the schemas and roles are there. */
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        stopLeftOver(dir);
        Ports.requireFree(port, NAME);
        Path home = PostgresBinaries.home();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home);
        }
        process = ChildProcess.start(NAME, command(home), dir, log, Map.of());
        process.awaitReady(this::saysReady, ChildProcess.SOON, Duration.ofSeconds(60));
        try {
            createSchemas();
        } catch (SQLException e) {
            stop();
            throw new BackEndException("PostgreSQL started, but its schemas could not be made: " + e.getMessage(), e);
        }
    }

    /** Stops the server at once and cleanly; the data stays. */
    public synchronized void stop() {
        if (process != null) {
            stop(process);
            process = null;
        }
    }

    /** Kills the server and all processes that serve its connections, as a crash does; what was committed stays. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The value of {@code quarkus.datasource.jdbc.url}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /** Id of the process that runs now, whose descendants serve the connections. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return process.pid();
    }

    /** The password of a service's role. */
    public String password(ServiceSchema schema) {
        return passwords.of(schema.sqlName());
    }

    /** A connection as a service's role. */
    public Connection connect(ServiceSchema schema) throws SQLException {
        return connect(DATABASE, schema.sqlName(), password(schema));
    }

    /** Stops the server that works in {@code dir}, whoever started it. */
    static void stopLeftOver(Path dir) {
        Path pidFile = dir.resolve("data").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (!lines.isEmpty()) {
                long pid = Long.parseLong(lines.getFirst().strip());
                ChildProcess old =
                        ChildProcess.find(NAME, pid, dir.resolve("data").toString(), dir.resolve("postgres.log"));
                if (old != null) {
                    stop(old);
                }
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException | NumberFormatException e) {
            throw new BackEndException("cannot read " + pidFile, e);
        }
    }

    private static void stop(ChildProcess server) {
        server.signal("INT");
        server.awaitEnd(Duration.ofSeconds(20));
    }

    private void initialise(Path home) {
        Path passwordFile = dir.resolve("owner.password");
        try {
            Directories.delete(data);
            Files.createDirectories(data);
            Files.writeString(passwordFile, passwords.of(OWNER));
            user.own(data);
            List<String> command = List.of(
                    home.resolve("bin/initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    OWNER,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--no-sync");
            ChildProcess.run("initdb", user.wrap(command), dir, log);
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new BackEndException("cannot write to " + dir, e);
        }
    }

    private List<String> command(Path home) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        Map<String, String> settings = Map.of(
                "port", Integer.toString(port),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "200",
                "shared_buffers", "64MB",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "log_min_messages", "warning",
                // Off, a commit may be acknowledged and not be there after a crash of the server alone; tests kill it.
                "synchronous_commit", "on",
                "fsync", durable ? "on" : "off");
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return user.wrap(command);
    }

    private boolean saysReady() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid")).stream()
                    .anyMatch(line -> line.strip().equals("ready"));
        } catch (IOException _) {
            return false;
        }
    }

    private void createSchemas() throws SQLException {
        try (Connection connection = connect(OWNER, OWNER, passwords.of(OWNER))) {
            if (!exists(connection, "select 1 from pg_database where datname = '%s'".formatted(DATABASE))) {
                execute(connection, "create database " + DATABASE);
            }
        }
        try (Connection connection = connect(DATABASE, OWNER, passwords.of(OWNER))) {
            for (ServiceSchema schema : ServiceSchema.values()) {
                String name = schema.sqlName();
                if (!exists(connection, "select 1 from pg_roles where rolname = '%s'".formatted(name))) {
                    execute(connection, "create role %s login password '%s'".formatted(name, password(schema)));
                    execute(connection, "alter role %s set search_path = %s".formatted(name, name));
                }
                execute(connection, "create schema if not exists %s authorization %s".formatted(name, name));
            }
        }
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        return source.getConnection();
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
