package io.itinera.channel.tracking;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** Tells people from machines that fetch links before people see them, as far as those say so. */
final class Visitor {

    private static final List<String> PREFETCH_HEADERS = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");
    private static final List<String> MACHINES = List.of(
            "bot", "crawler", "spider", "preview", "scanner", "barracuda", "mimecast", "proofpoint", "curl/", "wget/");

    private Visitor() {}

    static boolean isPerson(HttpHeaders headers) {
        for (String name : PREFETCH_HEADERS) {
            String value = headers.getHeaderString(name);
            if (value != null && (value.contains("prefetch") || value.contains("preview"))) {
                return false;
            }
        }
        String agent = headers.getHeaderString(HttpHeaders.USER_AGENT);
        String lower = agent == null ? "" : agent.toLowerCase(Locale.ROOT);
        return MACHINES.stream().noneMatch(lower::contains);
    }
}
