package io.itinera.channel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinkSignerTest {

    private static final String OTHER = "another-secret-that-is-just-as-long-as-it";

    private final LinkSigner signer = new LinkSigner(Settings.of());

    @Test
    void readsWhatItSigned() {
        assertThat(signer.readOpen(signer.open("m-1"))).contains("m-1");
        assertThat(signer.readClick(signer.click("m-1", "https://shop.example/ä?x=1")))
                .contains(new LinkSigner.Click("m-1", "https://shop.example/ä?x=1"));
    }

    @Property(tries = 200)
    void aTokenWithAnyCharacterChangedIsNotOurs(@ForAll @IntRange(max = 70) int at) {
        LinkSigner ours = new LinkSigner(Settings.of());
        StringBuilder token = new StringBuilder(ours.click("m-1", "https://shop.example/a/b/c"));
        int place = at % (token.length() - 1);
        token.setCharAt(place, token.charAt(place) == 'A' ? 'B' : 'A');

        assertThat(ours.readClick(token.toString())).isEmpty();
    }

    @Test
    void anOpenTokenIsNoClickTokenAndAForeignOneIsNone() {
        LinkSigner foreign = new LinkSigner(Settings.of("link-secret", OTHER));

        assertThat(signer.readClick(signer.open("m-1\nhttps://evil.example"))).isEmpty();
        assertThat(signer.readOpen(signer.click("m-1", "https://shop.example"))).isEmpty();
        assertThat(signer.readOpen(foreign.open("m-1"))).isEmpty();
        assertThat(signer.readOpen("")).isEmpty();
        assertThat(signer.readOpen("%%%")).isEmpty();
    }

    @Test
    void linksSignedWithAnEarlierSecretStayGood() {
        LinkSigner rotated = new LinkSigner(
                Settings.of("link-secret", OTHER, "link-secret-previous", "a-secret-for-links-that-is-long-enough"));

        assertThat(rotated.readOpen(signer.open("m-1"))).contains("m-1");
        assertThat(signer.readOpen(rotated.open("m-1"))).isEmpty();
    }
}
