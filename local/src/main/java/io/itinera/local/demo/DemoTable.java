package io.itinera.local.demo;

import java.util.ArrayList;
import java.util.List;

/** The table that the demo ends with. */
final class DemoTable {

    private DemoTable() {}

    static List<String> lines(DemoNumbers numbers) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("events accepted", numbers.events()));
        lines.add(row("events refused (kept as dead letters)", numbers.refused()));
        lines.add(row("profiles", numbers.profiles()));
        lines.add(row("carts: entered the journey", numbers.entered()));
        lines.add(row("carts: left by purchase", numbers.leftByPurchase()));
        lines.add(row("orders thanked for", numbers.thanked()));
        lines.add(row("messages sent", numbers.sent()));
        numbers.suppressed().forEach((reason, count) -> lines.add(row("messages suppressed: " + reason, count)));
        lines.add(row("messages opened", numbers.opened()));
        lines.add(row("messages clicked", numbers.clicked()));
        lines.add(row("unsubscribed", numbers.unsubscribed()));
        return lines;
    }

    private static String row(String what, long count) {
        return "  %-40s %,8d".formatted(what, count);
    }
}
