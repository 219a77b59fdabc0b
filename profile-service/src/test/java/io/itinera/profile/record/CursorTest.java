package io.itinera.profile.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.problems.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void aCursorNamesThePlaceThatItWasMadeFor() {
        UUID id = UUID.randomUUID();
        Cursor.Place place = new Cursor.Place(Instant.parse("2026-11-21T12:00:00.123Z"), "an id with spaces");

        assertThat(Cursor.id(Cursor.afterId(id))).isEqualTo(id);
        assertThat(Cursor.place(place.text())).isEqualTo(place);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThatThrownBy(() -> Cursor.place("!")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.place("YWJj")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.id("YWJj")).isInstanceOf(ProblemException.class);
    }
}
