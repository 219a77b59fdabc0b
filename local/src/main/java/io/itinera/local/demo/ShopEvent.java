package io.itinera.local.demo;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One row of the shop's log.
 *
 * @param line line in the file, from 1; the head is line 1
 * @param at when it happened in the shop
 * @param kind what the shopper did
 * @param productId product
 * @param category category such as {@code appliances.kitchen.mixer}, or null
 * @param brand brand, or null
 * @param price price in US dollars
 * @param userId shopper, or null where the row is cut off
 * @param session visit, or null where the row is cut off
 */
record ShopEvent(
        int line,
        Instant at,
        Kind kind,
        String productId,
        String category,
        String brand,
        BigDecimal price,
        String userId,
        String session) {

    /** What a shopper does. */
    enum Kind {
        VIEW("Product Viewed"),
        CART("Product Added"),
        PURCHASE("Order Completed");

        private final String eventName;

        Kind(String eventName) {
            this.eventName = eventName;
        }

        /** The event's name in the Segment e-commerce specification. */
        String eventName() {
            return eventName;
        }
    }

    /** Whether the row says who it was. */
    boolean isWhole() {
        return userId != null && session != null;
    }
}
