package io.itinera.channel.tracking;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.template.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Leads the links of a mail through the click address and adds the open pixel to its HTML; takes out what a value could have
 * made of a link (a scheme that runs code).
 */
@ApplicationScoped
public class LinkRewriter {

    private static final Set<String> SAFE = Set.of("http", "https", "mailto", "tel", "sms", "cid");

    private final LinkSigner signer;
    private final String base;

    LinkRewriter(LinkSigner signer, ChannelConfig config) {
        this.signer = signer;
        String url = config.publicUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * The mail with its links tracked: those of the HTML part; of the text part those that the HTML part has too, and those whose
     * host the author wrote.
     *
     * @param textSource the template of the text part; null where there is none
     * @param untouched addresses that stay as they are: unsubscribe and preferences
     */
    public Rendered rewrite(Rendered mail, String textSource, String messageId, Set<String> untouched) {
        Set<String> tracked = new HashSet<>();
        String html = mail.html() == null ? null : rewriteHtml(mail.html(), messageId, untouched, tracked);
        String text = mail.text();
        if (text != null && textSource != null) {
            Set<String> origins = TextLinks.origins(textSource);
            text = TextLinks.replace(
                    text,
                    link -> isWeb(link)
                            && !untouched.contains(link)
                            && (tracked.contains(link) || origins.contains(TextLinks.origin(link))),
                    link -> clickUrl(messageId, link));
        }
        return new Rendered(mail.subject(), html, text, mail.body());
    }

    private String rewriteHtml(String html, String messageId, Set<String> untouched, Set<String> tracked) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        for (Element element : document.select("[href], [src], [action], [formaction], [background]")) {
            for (String attribute : new String[] {"href", "src", "action", "formaction", "background"}) {
                if (element.hasAttr(attribute) && !isSafe(element.attr(attribute))) {
                    element.removeAttr(attribute);
                }
            }
        }
        for (Element link : document.select("a[href], area[href]")) {
            String target = link.attr("href").strip();
            boolean off = link.hasAttr("data-no-track");
            link.removeAttr("data-no-track");
            if (!off && isWeb(target) && !untouched.contains(target)) {
                tracked.add(target);
                link.attr("href", clickUrl(messageId, target));
            }
        }
        document.body()
                .appendElement("img")
                .attr("src", base + "/o/" + signer.open(messageId))
                .attr("width", "1")
                .attr("height", "1")
                .attr("alt", "")
                .attr("style", "display:block;border:0");
        return document.outerHtml();
    }

    private String clickUrl(String messageId, String target) {
        return base + "/c/" + signer.click(messageId, target);
    }

    static boolean isWeb(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        return (lower.startsWith("http://") || lower.startsWith("https://"))
                && target.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
    }

    /** No scheme, or one that does not run code; control characters are how one hides a scheme. */
    private static boolean isSafe(String url) {
        String bare = url.replaceAll("[\\p{Cntrl}\\s]", "").toLowerCase(Locale.ROOT);
        int colon = bare.indexOf(':');
        int path = indexOfAny(bare);
        return colon < 0
                || path >= 0 && path < colon
                || SAFE.contains(bare.substring(0, colon))
                || bare.startsWith("data:image/");
    }

    private static int indexOfAny(String url) {
        for (int i = 0; i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
