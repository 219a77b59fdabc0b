package io.itinera.channel.channel.email;

import io.itinera.channel.channel.Answer;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Reads what went wrong in an SMTP dialogue. Only what is surely known counts as known: a reply code is an answer, a
 * connection that never came about took nothing; whatever else happens to a connection leaves it unknown whether the mail was taken.
 */
final class SmtpFailure {

    private static final String RECIPIENT = "recipient";

    /** Command not recognised, not implemented, out of order (RFC 5321, 4.2.2): the connection is at fault, a new one may do. */
    private static final Set<Integer> ABOUT_THE_TALK = Set.of(500, 502, 503);

    private SmtpFailure() {}

    static Answer read(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp) {
                return reply(smtp);
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Answer.NotNow("smtp-unreachable", Optional.empty());
            }
            if (cause instanceof TimeoutException) {
                return new Answer.Unknown("smtp-timeout");
            }
        }
        return new Answer.Unknown("smtp-connection-lost");
    }

    private static Answer reply(SMTPException smtp) {
        String reason = "smtp-" + smtp.getReplyCode();
        boolean aboutUs = smtp.getReplyCode() >= 530 && smtp.getReplyCode() <= 538;
        boolean aboutTheTalk = ABOUT_THE_TALK.contains(smtp.getReplyCode());
        if (!smtp.isPermanent() || aboutUs || aboutTheTalk) {
            // 53x is about our credentials: somebody will mend them, and no customer's address is at fault.
            return new Answer.NotNow(reason, Optional.empty());
        }
        return smtp.getMessage().contains(RECIPIENT) ? new Answer.Bounced(reason) : new Answer.Refused(reason);
    }
}
