package io.itinera.consent.suppression;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An address in the one form in which it is stored and compared: an e-mail address in lower case with its domain in ASCII, a
 * phone number as plus and digits, anything else trimmed. Dots and tags of mailbox names are kept: only the mailbox's host
 * knows what they mean.
 */
final class Address {

    private Address() {}

    /** The form of {@code text}; normalising it again changes nothing. */
    static String normalise(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        int at = plain.lastIndexOf('@');
        if (at > 0 && !plain.contains("://")) {
            return mailbox(plain.substring(0, at), plain.substring(at + 1));
        }
        String digits = plain.replaceAll("[\\s().\\-/]", "");
        if (digits.matches("(\\+|00)?[0-9]{5,20}")) {
            return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
        }
        return plain;
    }

    private static String mailbox(String local, String domain) {
        String host = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        try {
            host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException _) {
            // Not a host name; what was given is compared as it is.
        }
        return (local + "@" + host).toLowerCase(Locale.ROOT);
    }
}
