package io.itinera.local.backend;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;

/** A recipient without a mailbox: the inbox has kept the mail already. */
record InboxUser(String email) implements GreenMailUser {

    @Override
    public String getEmail() {
        return email;
    }

    @Override
    public String getLogin() {
        return email;
    }

    @Override
    public void deliver(MovingMessage mail) {
        // kept by the inbox
    }

    @Override
    public void deliver(MimeMessage mail) {
        // kept by the inbox
    }

    @Override
    public void create() {
        // nothing to make
    }

    @Override
    public void delete() {
        // nothing to delete
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {
        // nobody logs in
    }

    @Override
    public void authenticate(String password) {
        // nobody logs in
    }

    @Override
    public String getQualifiedMailboxName() {
        return email;
    }
}
