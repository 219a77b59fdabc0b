package io.itinera.channel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import io.itinera.channel.template.Rendered;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRewriterTest {

    private final LinkSigner signer = new LinkSigner(Settings.of());
    private final LinkRewriter rewriter = new LinkRewriter(signer, Settings.of());

    @Test
    void leadsWebLinksThroughTheClickAddressAndAddsThePixel() {
        Document mail = rewrite("<p>Hi <a href='https://shop.example/?a=1&amp;b=2'>there</a></p>");

        String href = mail.selectFirst("a").attr("href");
        assertThat(href).startsWith("https://t.shop.example/c/");
        assertThat(signer.readClick(href.substring(href.lastIndexOf('/') + 1)))
                .contains(new LinkSigner.Click("m-1", "https://shop.example/?a=1&b=2"));
        assertThat(mail.select("img[src^=https://t.shop.example/o/]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://c.shop.example/u/1",
                "mailto:hello@shop.example",
                "tel:+49301234",
                "#top",
                "/relative",
            })
    void leavesUnsubscribeAndWhatIsNotTheWebAlone(String target) {
        assertThat(rewrite("<a href='" + target + "'>x</a>").selectFirst("a").attr("href"))
                .isEqualTo(target);
    }

    @Test
    void anAuthorCanKeepALinkFromBeingTracked() {
        assertThat(rewrite("<a data-no-track href='https://shop.example/'>x</a>")
                        .selectFirst("a")
                        .outerHtml())
                .isEqualTo("<a href=\"https://shop.example/\">x</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java&#10;script:alert(1)",
                " &#1;javascript:alert(1)",
                "vbscript:x",
                "data:text/html,<script>x</script>"
            })
    void takesOutALinkThatRunsCode(String target) {
        Document mail = rewrite("<a href=\"" + target + "\">x</a><img src=\"" + target + "\">");

        assertThat(mail.select("a").hasAttr("href")).isFalse();
        assertThat(mail.select("img").first().hasAttr("src")).isFalse();
    }

    @Test
    void leadsTheLinksOfTheTextPartThroughTheClickAddressToo() {
        String text = text(
                "Cart: https://shop.example/cart?id={{ event.id }}. (See https://shop.example/a_(b))",
                "Cart: https://shop.example/cart?id=7. (See https://shop.example/a_(b))");

        assertThat(clicks(text)).containsExactly("https://shop.example/cart?id=7", "https://shop.example/a_(b)");
        assertThat(text).matches("Cart: \\S+/c/[\\w-]+\\. \\(See \\S+/c/[\\w-]+\\)");
    }

    @ParameterizedTest
    @CsvSource({
        "'Hi {{ profile.name }}', 'Hi https://evil.example/x'",
        "'Hi {{ profile.name }} https://shop.example', 'Hi https://shop.example@evil.example/ x'",
        "'https://shop.example{{ profile.name }}', 'https://shop.example.evil.example/'",
        "'https://{{ profile.name }}/', 'https://evil.example/'",
        "'https://c.shop.example/u/1', 'https://c.shop.example/u/1'",
    })
    void signsNoLinkOfATextThatNoAuthorLedThereAndLeavesUnsubscribeAlone(String source, String rendered) {
        assertThat(clicks(text(source, rendered)))
                .doesNotContainAnyElementsOf(Set.of(rendered))
                .noneMatch(c -> c.contains("evil"));
        assertThat(clicks(text("{{ message.unsubscribe_url }}", "https://c.shop.example/u/1")))
                .isEmpty();
    }

    @Test
    void tracksALinkOfTheTextThatTheHtmlPartTracksAsWell() {
        Rendered mail =
                new Rendered("s", "<a href='https://other.example/p/7'>x</a>", "https://other.example/p/7", null);

        assertThat(clicks(rewriter.rewrite(mail, "{{ event.url }}", "m-1", Set.of())
                        .text()))
                .containsExactly("https://other.example/p/7");
    }

    private String text(String source, String rendered) {
        Rendered mail = new Rendered("s", null, rendered, null);
        return rewriter.rewrite(mail, source, "m-1", Set.of("https://c.shop.example/u/1"))
                .text();
    }

    private List<String> clicks(String text) {
        return Pattern.compile("https://t\\.shop\\.example/c/([\\w-]+)")
                .matcher(text)
                .results()
                .map(found -> signer.readClick(found.group(1)).orElseThrow().target())
                .toList();
    }

    private Document rewrite(String html) {
        Rendered mail = new Rendered("s", html, null, null);
        return Jsoup.parse(rewriter.rewrite(mail, null, "m-1", Set.of("https://c.shop.example/u/1"))
                .html());
    }
}
