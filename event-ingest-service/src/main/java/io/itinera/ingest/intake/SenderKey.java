package io.itinera.ingest.intake;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The write key in an Authorization header: user name of Basic with an empty password, or a bearer token. */
final class SenderKey {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private SenderKey() {}

    /**
     * @param authorization the header, or null
     * @return null when there is no header of these kinds
     */
    static String in(String authorization) {
        if (authorization == null) {
            return null;
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).trim();
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).trim());
            String text = new String(pair, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            return colon < 0 ? text : text.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
