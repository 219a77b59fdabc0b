package io.itinera.channel.dispatch;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.contracts.SendRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class RetentionTest {

    @Inject
    RetentionStore retention;

    @Inject
    DataSource database;

    @Test
    void removesWhatWasSettledLongAgoAndNothingElse() throws SQLException {
        Api.mail("kept", "Kept", "<p>Kept</p>");
        SendRequest old = settled();
        SendRequest young = settled();
        age(old.id());

        retention.removeOld();

        assertThat(status(old.id())).isEqualTo(404);
        assertThat(status(young.id())).isEqualTo(200);
        assertThat(retention.removeOld()).isZero();
    }

    private static SendRequest settled() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "kept", "transactional");
        Topic.send(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        return request;
    }

    private static int status(String id) {
        return Api.as("viewer").get("/v1/messages/" + id).statusCode();
    }

    private void age(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update message set changed_at = changed_at - interval '1 year' where id = ?")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }
}
