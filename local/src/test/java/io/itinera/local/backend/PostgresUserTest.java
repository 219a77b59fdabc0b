package io.itinera.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUserTest {

    @Test
    void rootRunsPostgresInANameSpaceAndWithoutOneAsNobody() {
        assertThat(PostgresUser.instead(_ -> true)).isEqualTo(PostgresUser.NAME_SPACE);
        assertThat(PostgresUser.instead(user -> user == PostgresUser.NOBODY)).isEqualTo(PostgresUser.NOBODY);
    }

    @Test
    void whereNeitherProgramIsThereItSaysTheWayOut() {
        assertThatThrownBy(() -> PostgresUser.instead(_ -> false))
                .isInstanceOf(BackEndException.class)
                .hasMessageContaining("unshare nor setpriv")
                .hasMessageContaining("another user");
    }
}
