package io.itinera.local.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What the demo makes up about a shopper: the log has ids only. Everything is a function of the id, by CRC-32, so that whoever
 * has the log can compute it.
 *
 * @param userId id in the log
 */
record Shopper(String userId) {

    /** One shopper in five has not agreed to marketing. */
    static final int WITHOUT_CONSENT = 5;

    /** Of a hundred recipients, so many open their mails. */
    static final int OPENS = 60;

    /** Of a hundred recipients, so many click in their mails; they are among those who open them. */
    static final int CLICKS = 25;

    private static final int HUNDRED = 100;

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Bela", "Chen", "Dilnoza", "Emil", "Fatima", "Goran", "Hana", "Ines", "Jamal", "Katya", "Luis",
            "Mira", "Noor", "Olga", "Pavel", "Quynh", "Rosa", "Sami", "Tove");

    private static final List<String> ZONES = List.of(
            "Europe/Moscow", "Europe/Berlin", "Europe/Lisbon", "Asia/Almaty", "Asia/Tashkent", "America/New_York");

    /** The address that mails go to. */
    String email() {
        return "shopper-" + userId + "@demo.example";
    }

    /** Traits of the first identify call. */
    Map<String, Object> traits() {
        return Map.of(
                "email", email(),
                "firstName", FIRST_NAMES.get(share("name:" + userId, FIRST_NAMES.size())),
                "timezone", ZONES.get(share("zone:" + userId, ZONES.size())));
    }

    /** Whether the shopper has agreed to marketing. */
    boolean agrees() {
        return share("consent:" + userId, WITHOUT_CONSENT) != 0;
    }

    /** Whether a recipient opens mails. */
    static boolean opens(String email) {
        return share("reads:" + email, HUNDRED) < OPENS;
    }

    /** Whether a recipient clicks in mails. */
    static boolean clicks(String email) {
        return share("reads:" + email, HUNDRED) < CLICKS;
    }

    /** A number from 0 to {@code of} − 1 that depends on the text only. */
    static int share(String text, int of) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % of);
    }
}
