package io.itinera.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.problems.ProblemException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CursorTest {

    @Property(tries = 200)
    void readsBackItsText(
            @ForAll @Size(min = 1, max = 12)
                    Map<@IntRange(min = 0, max = 100) Integer, @LongRange(min = 0) Long> places) {
        assertThat(Cursor.parse(new Cursor(places).text()).before()).isEqualTo(places);
    }

    @Property(tries = 200)
    void answersJunkWithAProblemOnly(@ForAll String junk) {
        try {
            Cursor.parse(junk);
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(422);
        }
    }
}
