package io.itinera.local.stack;

import java.util.ArrayList;
import java.util.List;

/** What {@code ./itinera up} ends with: where everything is, a token, and a first request. */
final class Summary {

    private Summary() {}

    static List<String> of(Stack stack, boolean backEndsOnly) {
        StackSettings settings = stack.settings();
        List<String> lines = new ArrayList<>();
        if (!backEndsOnly) {
            for (StackService service : StackService.values()) {
                lines.add(
                        row(service.port().label(), settings.url(service.port()), "/q/openapi, /q/health, /q/metrics"));
            }
        }
        lines.add(row("inbox", settings.url(StackPort.INBOX), "SMTP on port " + settings.port(StackPort.SMTP)));
        lines.add(row("Kafka", stack.kafka().bootstrapServers(), ""));
        lines.add(row(
                "PostgreSQL",
                "127.0.0.1:" + settings.port(StackPort.POSTGRES) + "/itinera",
                "one role and schema per service; passwords in .itinera/data/postgres/passwords.properties"));
        lines.add(row("Redis", stack.redis().url(), ""));
        lines.add("");
        if (backEndsOnly) {
            lines.add("The variables of each service are in .itinera/run/<service>.env; for example:");
            lines.add("  set -a; . .itinera/run/profile-service.env; set +a; mvn -pl profile-service quarkus:dev");
        } else {
            lines.add("A token for 12 hours with the roles viewer, editor, approver and operator:");
            lines.add("  export TOKEN=" + stack.token("viewer", "editor", "approver", "operator"));
            lines.add("  curl -s -H \"Authorization: Bearer $TOKEN\" %s/v1/journeys"
                    .formatted(settings.url(StackPort.JOURNEYS)));
        }
        return lines;
    }

    private static String row(String name, String where, String note) {
        return "  %-12s %-34s %s".formatted(name, where, note).stripTrailing();
    }
}
