package io.itinera.local.demo;

import java.util.Map;

/**
 * What came of a run.
 *
 * @param events events that intake accepted
 * @param refused events that intake kept as dead letters
 * @param profiles shoppers' profiles
 * @param entered entries into the cart journey
 * @param leftByPurchase instances of the cart journey that a purchase ended
 * @param thanked entries into the post-purchase journey
 * @param sent messages that the mail server took
 * @param suppressed messages that were not sent, by reason
 * @param opened messages that were opened
 * @param clicked messages in which a link was clicked
 * @param unsubscribed messages through which somebody unsubscribed
 */
public record DemoNumbers(
        long events,
        long refused,
        long profiles,
        long entered,
        long leftByPurchase,
        long thanked,
        long sent,
        Map<String, Long> suppressed,
        long opened,
        long clicked,
        long unsubscribed) {}
