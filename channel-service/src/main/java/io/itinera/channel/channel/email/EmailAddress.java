package io.itinera.channel.channel.email;

import java.util.regex.Pattern;

/** What we take for a mail address: enough to refuse whatever could change the mail's headers or the SMTP dialogue. */
final class EmailAddress {

    /** Letters and digits, with hyphens inside; possessive, so that hostile text costs no more than it is long. */
    private static final String LABEL = "[\\p{L}\\p{N}]++(?:-++[\\p{L}\\p{N}]++)*+";

    private static final Pattern FORM = Pattern.compile(
            "[^\\s\\p{Z}\\p{Cntrl}@<>()\\[\\],;:\\\\\"]{1,64}+@" + LABEL + "(?:\\." + LABEL + "){0,8}+");

    private EmailAddress() {}

    static boolean isOne(String text) {
        return text.length() <= 254 && FORM.matcher(text).matches();
    }
}
