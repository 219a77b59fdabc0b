package io.itinera.channel.channel.email;

import java.util.regex.Pattern;

/** What we take for a mail address: enough to refuse whatever could change the mail's headers or the SMTP dialogue. */
final class EmailAddress {

    private static final Pattern FORM = Pattern.compile(
            "[^\\s\\p{Cntrl}@<>()\\[\\],;:\\\\\"]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62}\\.?){1,8}[\\p{L}\\p{N}]");

    private EmailAddress() {}

    static boolean isOne(String text) {
        return text.length() <= 254 && FORM.matcher(text).matches();
    }
}
