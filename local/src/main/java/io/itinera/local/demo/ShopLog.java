package io.itinera.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The shop's log as its authors published it. */
final class ShopLog {

    private static final String FILE = "/demo/rees46-2019-10-01.csv.gz";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final int COLUMNS = 9;
    private static final int LEAST_COLUMNS = 7;

    private ShopLog() {}

    /** All rows in order; a row that is cut off comes without the shopper whose id is not whole. */
    static List<ShopEvent> read() {
        try (InputStream file = ShopLog.class.getResourceAsStream(FILE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            List<ShopEvent> events = new ArrayList<>();
            lines.readLine();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(parse(++number, line.split(",", -1)));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ShopEvent parse(int line, String... columns) {
        if (columns.length < LEAST_COLUMNS) {
            throw new IllegalStateException("line %d of the shop's log has too few columns".formatted(line));
        }
        boolean whole = columns.length == COLUMNS;
        return new ShopEvent(
                line,
                LocalDateTime.parse(columns[0], TIME).toInstant(ZoneOffset.UTC),
                ShopEvent.Kind.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                columns[2],
                present(columns[4]),
                present(columns[5]),
                new BigDecimal(columns[6]),
                whole ? columns[7] : null,
                whole ? columns[8] : null);
    }

    private static String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
