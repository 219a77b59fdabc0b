package io.itinera.channel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.channel.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that mean harm, or that grew out of hand: they end soon, and take nothing else with them. */
class LiquidLimitsTest {

    private final Liquid liquid = new Liquid(Settings.of());

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(
            strings = {
                "{% for i in (1..1000000000) %}x{% endfor %}",
                "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}",
                "{% for i in (1..1000000000) %}{% endfor %}",
                "{% for i in (1..2000000000) reversed %}{% endfor %}",
                "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..100) %}{% assign x = x | append: x %}{% endfor %}{{ x }}",
                "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..100) %}{% capture x %}{{ x }}{{ x }}{% endcapture %}{% endfor %}",
                "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..100) %}{% assign x = x | replace: 'a', x %}{% endfor %}",
                "{% assign x = 1.5 %}{% for i in (1..1000) %}{% assign x = x | times: x %}{% endfor %}{{ x }}",
                "{% assign x = profile.list %}{% for i in (1..100) %}{% assign x = x | concat: x %}{% endfor %}",
                "{% assign x = profile.list | join: profile.long %}{{ x }}",
                "{% for i in (1..9000) %}{{ profile.long }}{% endfor %}"
            })
    void aTemplateThatWouldNotEndOrOverflowIsStopped(String source) {
        assertThatThrownBy(() -> render(source)).isInstanceOf(TemplateLimitException.class);
    }

    @Test
    @Timeout(20)
    void aSlowTemplateIsStoppedWhenItsTimeIsUp() {
        Liquid impatient =
                new Liquid(Settings.of("templates.max-time", "PT0.05S", "templates.max-iterations", "100000000"));
        long start = System.nanoTime();

        assertThatThrownBy(() -> impatient
                        .compile("{% for i in (1..100000000) %}{{ i | plus: 1 }}{% endfor %}", Escaping.NONE)
                        .render(LiquidTest.variables(Map.of())))
                .isInstanceOf(TemplateLimitException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Timeout(10)
    void hostileTextDoesNotMakeStrippingSlow() {
        Map<String, Object> traits = Map.of("x", "<script<!--".repeat(20_000));

        assertThat(liquid.compile("{{ profile.x | strip_html | size }}", Escaping.NONE)
                        .render(LiquidTest.variables(traits)))
                .isNotEmpty();
    }

    @Test
    @Timeout(10)
    void refusesATemplateThatIsTooLongOrTooDeep() {
        for (String source : List.of(
                "x".repeat(200_001),
                "{% if a %}".repeat(5_000) + "{% endif %}".repeat(5_000),
                "{{ " + "a[".repeat(3_000) + "1" + "]".repeat(3_000) + " }}",
                "{% if " + "a and ".repeat(2_000) + "a %}{% endif %}")) {
            assertThatThrownBy(() -> liquid.compile(source, Escaping.NONE))
                    .as(source.substring(0, 20))
                    .isInstanceOf(TemplateSyntaxException.class);
        }
    }

    @Test
    void oneTemplateRendersForManyAtOnceWithoutMixingThemUp() throws Exception {
        CompiledText text = liquid.compile("{{ profile[profile.which] }}", Escaping.HTML);
        List<Callable<String>> renderings = IntStream.range(0, 2_000)
                .mapToObj(i -> (Callable<String>)
                        () -> text.render(LiquidTest.variables(Map.of("which", "key" + i, "key" + i, "value" + i))))
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> rendered = threads.invokeAll(renderings);
            for (int i = 0; i < rendered.size(); i++) {
                assertThat(rendered.get(i).get()).isEqualTo("value" + i);
            }
        }
    }

    private String render(String source) {
        Map<String, Object> traits = new HashMap<>();
        traits.put("list", IntStream.range(0, 1000).boxed().toList());
        traits.put("long", "x".repeat(10_000));
        return liquid.compile(source, Escaping.NONE).render(LiquidTest.variables(traits));
    }
}
