package io.itinera.consent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.consent.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class LinkTokensTest {

    private static final String OLD = "the-secret-that-was-used-last-year-000";
    private static final String NEW = "the-secret-that-is-used-this-year-0000";
    private static final LinkToken LINK =
            new LinkToken(UUID.fromString("0b3f6a4e-7a8e-5b1c-9d52-6d1f8f3f5a11"), "email", "marketing", "message-1");

    private final LinkTokens tokens = tokens(NEW);

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll @AlphaChars @StringLength(max = 60) String messageId) {
        LinkToken link = new LinkToken(LINK.profile(), "email", "marketing", messageId.isEmpty() ? null : messageId);
        assertThat(tokens.read(tokens.write(link))).contains(link);
    }

    @Property(tries = 300)
    void aChangedLinkIsNotOurs(
            @ForAll @IntRange(max = 10_000) int pick, @ForAll @IntRange(min = 1, max = 255) int bits) {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens.write(LINK));
        bytes[pick % bytes.length] ^= (byte) bits;
        assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Property(tries = 300)
    void rubbishIsNotOurs(@ForAll String text) {
        assertThat(tokens.read(text)).isEmpty();
    }

    @Example
    void aLinkShowsNothing() {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens.write(LINK));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("email", "marketing", "message-1");
    }

    @Example
    void aLinkIsTheSameEachTime() {
        assertThat(tokens.write(LINK)).isEqualTo(tokens.write(LINK));
    }

    @Example
    void linksOfTheSecretBeforeAreStillGood() {
        String old = tokens(OLD).write(LINK);

        assertThat(tokens(NEW, OLD).read(old)).contains(LINK);
        assertThat(tokens.read(old)).isEmpty();
    }

    private static LinkTokens tokens(String... secrets) {
        return new LinkTokens(new Secrets(List.of(secrets)));
    }
}
