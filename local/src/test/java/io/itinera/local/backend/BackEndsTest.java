package io.itinera.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackEndsTest {

    private final KafkaLogging logging = new KafkaLogging().quiet();

    @TempDir
    Path dir;

    @Test
    void kafkaKeepsItsTopicsWhenItIsStoppedAndStartedOnTheSamePort() throws Exception {
        assertThat(logging).isNotNull();
        try (KafkaBackEnd kafka = new KafkaBackEnd(dir.resolve("kafka"), Ports.free())) {
            kafka.start();
            KafkaTopics.create(kafka.bootstrapServers(), 2);
            kafka.stop();
            kafka.start();
            KafkaTopics.create(kafka.bootstrapServers(), 2);

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).contains("events", "consents.dead");
            }
        }
    }

    @Test
    void postgresGivesEachServiceASchemaOfItsOwnAndKeepsItsRows() throws Exception {
        try (PostgresBackEnd postgres = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false)) {
            postgres.start();
            assertThat(query(postgres, ServiceSchema.CONSENT, "create table t (n int); select current_schema()"))
                    .isEqualTo("consent");
            postgres.stop();
            postgres.start();

            assertThat(query(postgres, ServiceSchema.CONSENT, "select count(*) from t"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> query(postgres, ServiceSchema.PROFILE, "select * from consent.t"))
                    .hasMessageContaining("permission denied for schema consent");
        }
    }

    @Test
    void postgresThatWasKilledHasWhatWasCommittedWhenItIsBack() throws Exception {
        try (PostgresBackEnd postgres = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false)) {
            postgres.start();
            query(postgres, ServiceSchema.CONSENT, "create table t (n int); insert into t values (1); select 1");
            long pid = postgres.pid();

            postgres.kill();

            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThatThrownBy(() -> postgres.connect(ServiceSchema.CONSENT)).isInstanceOf(SQLException.class);
            postgres.start();
            assertThat(query(postgres, ServiceSchema.CONSENT, "select count(*) from t"))
                    .isEqualTo("1");
        }
    }

    @Test
    void postgresThatAKilledLauncherLeftBehindIsReplaced() {
        try (PostgresBackEnd left = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false);
                PostgresBackEnd next = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false)) {
            left.start();
            next.start();

            assertThat(next.jdbcUrl()).isNotEqualTo(left.jdbcUrl());
        }
    }

    @Test
    void redisAnswersAndStops() {
        int port = Ports.free();
        try (RedisBackEnd redis = new RedisBackEnd(dir.resolve("redis"), port)) {
            redis.start();
            assertThat(Ports.isOpen(port)).isTrue();
            redis.stop();
            assertThat(Ports.isOpen(port)).isFalse();
        }
    }

    private static String query(PostgresBackEnd postgres, ServiceSchema schema, String sql) throws Exception {
        try (Connection connection = postgres.connect(schema);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
