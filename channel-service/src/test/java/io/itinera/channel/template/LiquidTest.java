package io.itinera.channel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.channel.Settings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiquidTest {

    private final Liquid liquid = new Liquid(Settings.of());

    @Test
    void fillsInTraitsEventContextAndMessage() {
        assertThat(
                        text(
                                "{{ profile.name }}/{{ user.name }}/{{ event.items[0].sku }}/{{ context.code }}/{{ message.id }}"))
                .isEqualTo("Ada/Ada/L-1/SAVE/m-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ profile.missing }}",
                "{{ profile.a.b.c[3].d }}",
                "{{ profile.missing | upcase | append: profile.none }}",
                "{{ profile.missing | date: '%Y' }}",
                "{{ 3 | divided_by: 0 }}",
                "{{ 'x' | times: 'y' | plus: profile.name }}",
                "{% for i in profile.missing %}{{ i }}{% endfor %}",
                "{% if profile.missing > 3 %}x{% endif %}",
                "{% if profile.name > 3 %}x{% endif %}",
                "{% if profile.missing contains 'a' %}x{% endif %}"
            })
    void aMissingOrUnfittingValueNeverFailsAMessage(String source) {
        assertThat(text("[" + source + "]")).startsWith("[").endsWith("]");
    }

    @Test
    void aDefaultFillsInForWhatIsMissingOrCannotBeFiltered() {
        assertThat(text("{{ profile.missing | default: 'there' }} {{ 3 | divided_by: 0 | default: 'none' }}"))
                .isEqualTo("there none");
    }

    @Test
    void hasConditionsLoopsAssignmentsAndCaptures() {
        assertThat(text("{% assign n = event.items | size %}{% if n == 2 %}two{% elsif n %}some{% endif %}"
                        + "{% for i in event.items %} {{ forloop.index }}:{{ i.sku }}{% endfor %}"
                        + "{% capture all %}{{ profile.name }}!{% endcapture %} {{ all }}"))
                .isEqualTo("two 1:L-1 2:L-2 Ada!");
    }

    @Test
    void formatsDatesInTheProfilesZoneOrAnother() {
        assertThat(text("{{ event.at | date: '%Y-%m-%d %H:%M' }} {{ event.at | date: '%H:%M', 'America/New_York' }}"
                        + " {{ event.seconds | date: '%d %b %Y' }}"))
                .isEqualTo("2026-03-29 03:30 21:30 29 Mar 2026");
    }

    @Test
    void escapesEveryOutputInHtmlUnlessItSaysRaw() {
        assertThat(
                        html(
                                "{{ profile.evil }}|{{ profile.evil | append: '<' }}|{{ profile.evil | raw }}|{{ profile.evil | escape }}"))
                .isEqualTo("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"
                        + "|&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;"
                        + "|<script>alert('1')</script>"
                        + "|&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ profile.evil }}",
                "{% assign x = profile.evil | raw %}{{ x }}",
                "{% assign x = profile.evil %}{{ x | upcase | downcase }}",
                "{% capture x %}{{ profile.evil }}{% endcapture %}{{ x }}",
                "{% capture x %}{{ profile.evil }}{% endcapture %}{{ x | upcase }}",
                "{% cycle profile.evil, 'b' %}",
                "{% for x in profile.evils %}{{ x }}{% endfor %}",
                "{{ profile.evils }}",
                "{{ profile.evils | join: profile.evil }}",
                "{{ profile }}",
                "{{ profile.evils | map: 'x' }}{{ profile.evils | first }}",
                "{% case 'a' %}{% when 'a' %}{{ profile.evil }}{% endcase %}",
                "{% tablerow x in profile.evils %}{{ x }}{% endtablerow %}",
                "{{ profile.missing | default: profile.evil }}",
                "{{ profile.evil | escape | url_decode }}",
                "{{ profile.encoded | url_decode }}",
                "{{ profile.evil | strip_html | append: profile.evil }}",
                "{{ profile.evil | newline_to_br }}",
                "{% ifchanged %}{{ profile.evil }}{% endifchanged %}"
            })
    void noTraitPutsAScriptIntoHtml(String source) {
        assertThat(html(source)).doesNotContainIgnoringCase("<script");
    }

    @Property(tries = 300)
    void noTextBreaksOutOfHtmlTextOrAQuotedAttribute(@ForAll String value) {
        String rendered = new Liquid(Settings.of())
                .compile("{{ profile.x }}", Escaping.HTML)
                .render(variables(Map.of("x", value)));

        assertThat(rendered).doesNotContain("<", ">", "\"", "'");
    }

    @Test
    void whatACaptureRenderedIsNotEscapedTwice() {
        assertThat(html("{% capture x %}<b>{{ profile.evil }}</b>{% endcapture %}{{ x }}"))
                .isEqualTo("<b>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</b>");
    }

    @Test
    void aSubjectStaysOnOneLine() {
        assertThat(MessageTemplate.oneLine("Hi\r\nBcc: all@shop.example\u2028x"))
                .isEqualTo("Hi Bcc: all@shop.example x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'x' %}",
                "{% include_relative x.html %}",
                "{% if %}",
                "{% for x in y %}",
                "{{ profile.name",
                "{% nothing_like_it %}",
                "{{ profile.name | no_such_filter }}"
            })
    void refusesWhatIsNoLiquidThatItRuns(String source) {
        assertThatThrownBy(() -> liquid.compile(source, Escaping.HTML)).isInstanceOf(TemplateSyntaxException.class);
    }

    @Test
    void reportsWhatShouldBeShownButIsNotThereAndHasNoDefault() {
        Set<String> missing = new LinkedHashSet<>();

        liquid.compile(
                        "{{ profile.name }} {{ profile.nick }} {{ event.x.y | upcase }} {{ profile.z | default: 'z' }}"
                                + "{% for i in event.items %}{{ i.price }}{% endfor %}",
                        Escaping.HTML)
                .report(variables(traits()), missing);

        assertThat(missing).containsExactly("profile.nick", "event.x.y", "i.price");
    }

    private String text(String source) {
        return liquid.compile(source, Escaping.NONE).render(variables(traits()));
    }

    private String html(String source) {
        return liquid.compile(source, Escaping.HTML).render(variables(traits()));
    }

    private static Map<String, Object> traits() {
        Map<String, Object> traits = new HashMap<>();
        traits.put("name", "Ada");
        traits.put("timezone", "Europe/Berlin");
        traits.put("evil", "<script>alert('1')</script>");
        traits.put("encoded", "%3Cscript%3E");
        traits.put("evils", List.of("<script>1</script>", "<script>2</script>"));
        traits.put("nothing", null);
        return traits;
    }

    static Map<String, Object> variables(Map<String, Object> traits) {
        Map<String, Object> event = Map.of(
                "items",
                List.of(Map.of("sku", "L-1"), Map.of("sku", "L-2")),
                "at",
                "2026-03-29T01:30:00Z",
                "seconds",
                1774747800);
        return new Variables(traits, event, Map.of("code", "SAVE"), new Variables.Message("m-1", null, null)).all();
    }
}
