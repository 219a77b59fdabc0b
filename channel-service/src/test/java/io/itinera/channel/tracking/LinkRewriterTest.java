package io.itinera.channel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private Document rewrite(String html) {
        return Jsoup.parse(rewriter.rewrite(html, "m-1", Set.of("https://c.shop.example/u/1")));
    }
}
