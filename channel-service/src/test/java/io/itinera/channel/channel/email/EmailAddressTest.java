package io.itinera.channel.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@shop.example",
                "ada+x.y@mail.shop.example",
                "o'neil@shop.example",
                "jürgen@müller.example",
                "a@localhost"
            })
    void takesAddressesAsPeopleHaveThem(String address) {
        assertThat(EmailAddress.isOne(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@shop.example",
                "ada@",
                "a@b@c.example",
                "Ada <ada@shop.example>",
                "ada@shop.example, eve@shop.example",
                "ada@shop.example\r\nBcc: eve@shop.example",
                "ada@shop.example\0",
                "ada@-shop.example",
                "ada@shop..example"
            })
    void refusesWhatCouldChangeTheMail(String address) {
        assertThat(EmailAddress.isOne(address)).isFalse();
    }

    @Property
    void whatItTakesHasOneAtAndNothingThatEndsAHeader(@ForAll String text) {
        if (EmailAddress.isOne(text)) {
            assertThat(text).doesNotContainAnyWhitespaces().doesNotContain("<", ">", ",", ";", "\r", "\n");
            assertThat(text.chars().filter(c -> c == '@').count()).isEqualTo(1);
        }
    }

    @Test
    void makesTextOfHtmlWithTheLinksBehindTheirWords() {
        assertThat(HtmlText.of("<h1>Hi</h1><p>See <a href='https://x.example/'>this</a> &amp; that</p><p>Bye</p>"))
                .isEqualTo("Hi\n\nSee this (https://x.example/) & that\n\nBye");
    }
}
