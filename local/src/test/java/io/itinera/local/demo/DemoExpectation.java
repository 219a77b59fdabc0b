package io.itinera.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * The demo's numbers, computed from the log by plain code that shares nothing with the demo or the suite.
 *
 * @param events rows with a shopper, one identify per shopper, and one end marker per shopper with a cart or an order
 * @param refused rows without a shopper
 * @param profiles shoppers
 * @param entered shoppers with a cart
 * @param leftByPurchase of those, who bought after their first cart
 * @param thanked orders
 * @param sent mails
 * @param suppressed cart reminders to shoppers who have not agreed
 * @param opened mails to recipients who open
 * @param clicked mails to recipients who click
 * @param unsubscribed always one
 */
public record DemoExpectation(
        long events,
        long refused,
        long profiles,
        long entered,
        long leftByPurchase,
        long thanked,
        long sent,
        long suppressed,
        long opened,
        long clicked,
        long unsubscribed) {

    /** Reads the log and counts. */
    public static DemoExpectation compute() throws IOException {
        Set<String> shoppers = new HashSet<>();
        Map<String, Boolean> boughtAfterCart = new LinkedHashMap<>();
        Map<String, Integer> orders = new HashMap<>();
        long rows = 0;
        long refused = 0;
        for (String line : lines()) {
            String[] column = line.split(",", -1);
            if (column.length < 9) {
                refused++;
                continue;
            }
            rows++;
            String shopper = column[7];
            shoppers.add(shopper);
            if (column[1].equals("cart")) {
                boughtAfterCart.putIfAbsent(shopper, false);
            } else if (column[1].equals("purchase")) {
                orders.merge(shopper, 1, Integer::sum);
                boughtAfterCart.computeIfPresent(shopper, (_, _) -> true);
            }
        }
        Set<String> concerned = new HashSet<>(boughtAfterCart.keySet());
        concerned.addAll(orders.keySet());
        List<String> mails = new ArrayList<>();
        long suppressed = 0;
        for (Map.Entry<String, Boolean> cart : boughtAfterCart.entrySet()) {
            if (!cart.getValue() && crc("consent:" + cart.getKey()) % 5 == 0) {
                suppressed++;
            } else if (!cart.getValue()) {
                mails.add(address(cart.getKey()));
            }
        }
        orders.forEach((shopper, count) -> {
            for (int i = 0; i < count; i++) {
                mails.add(address(shopper));
            }
        });
        return new DemoExpectation(
                rows + shoppers.size() + concerned.size(),
                refused,
                shoppers.size(),
                boughtAfterCart.size(),
                boughtAfterCart.values().stream().filter(bought -> bought).count(),
                orders.values().stream().mapToLong(Integer::longValue).sum(),
                mails.size(),
                suppressed,
                mails.stream().filter(mail -> crc("reads:" + mail) % 100 < 60).count(),
                mails.stream().filter(mail -> crc("reads:" + mail) % 100 < 25).count(),
                1);
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(DemoExpectation.class.getResourceAsStream("/demo/rees46-2019-10-01.csv.gz")),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }

    private static String address(String shopper) {
        return "shopper-" + shopper + "@demo.example";
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
