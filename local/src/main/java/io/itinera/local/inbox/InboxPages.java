package io.itinera.local.inbox;

import io.itinera.local.backend.ReceivedMail;
import java.util.List;
import java.util.stream.Collectors;

/** The inbox's two pages. */
final class InboxPages {

    private static final int SHOWN = 200;

    private static final String STYLE = """
            <style>
              :root { color-scheme: light dark; --line: #8884; --soft: #8888; }
              body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
              h1 { font-size: 1.3rem; } a { color: inherit; }
              table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .45rem .6rem;
                border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--soft); font-weight: 500; }
              td.when { white-space: nowrap; color: var(--soft); } iframe { width: 100%; height: 34rem;
                border: 1px solid var(--line); border-radius: .4rem; background: white; }
              pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: .8rem; border-radius: .4rem; }
              nav { display: flex; gap: 1rem; } summary { cursor: pointer; margin: .6rem 0; color: var(--soft); }
            </style>
            """;

    private InboxPages() {}

    /** The newest mails first. */
    static String list(List<byte[]> mails) {
        StringBuilder rows = new StringBuilder();
        for (int i = mails.size() - 1; i >= 0 && i >= mails.size() - SHOWN; i--) {
            ReceivedMail mail = ReceivedMail.parse(mails.get(i));
            rows.append("<tr><td>%s</td><td><a href=\"/messages/%d\">%s</a></td><td class=when>%s</td></tr>%n"
                    .formatted(
                            escape(String.join(", ", mail.to())),
                            i + 1,
                            escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
                            escape(mail.header("Date"))));
        }
        String body = mails.isEmpty()
                ? "<p>No mail yet. What a journey sends by e-mail appears here.</p>"
                : "<table><thead><tr><th>To</th><th>Subject</th><th>Date</th></tr></thead><tbody>%s</tbody></table>"
                        .formatted(rows);
        String more = mails.size() > SHOWN ? "<p>The newest %d are shown.</p>".formatted(SHOWN) : "";
        return page("Inbox", "<h1>Inbox (%d)</h1>%s%s".formatted(mails.size(), body, more));
    }

    /** One mail: the HTML part in a frame that runs no script, the text part, the headers. */
    static String message(int number, int total, ReceivedMail mail) {
        String headers = mail.headers().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + ": " + value))
                .collect(Collectors.joining("\n"));
        String html = mail.html().isEmpty()
                ? ""
                : "<iframe sandbox=\"allow-popups\" src=\"/messages/%d/html\" title=\"HTML part\"></iframe>"
                        .formatted(number);
        String text = mail.text().isEmpty()
                ? ""
                : "<details%s><summary>Text part</summary><pre>%s</pre></details>"
                        .formatted(html.isEmpty() ? " open" : "", escape(mail.text()));
        return page(mail.subject(), """
                <nav><a href="/">All mails</a>%s%s<a href="/api/messages/%d">Source</a></nav>
                <h1>%s</h1><p>From %s to %s<br>%s</p>
                %s%s<details><summary>Headers</summary><pre>%s</pre></details>
                """.formatted(
                        number > 1 ? "<a href=\"/messages/%d\">Older</a>".formatted(number - 1) : "",
                        number < total ? "<a href=\"/messages/%d\">Newer</a>".formatted(number + 1) : "",
                        number,
                        escape(mail.subject()),
                        escape(mail.from()),
                        escape(String.join(", ", mail.to())),
                        escape(mail.header("Date")),
                        html,
                        text,
                        escape(headers)));
    }

    private static String page(String title, String body) {
        return "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                + "<title>%s</title>%s</head><body>%s</body></html>".formatted(escape(title), STYLE, body);
    }

    private static String escape(String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }
}
