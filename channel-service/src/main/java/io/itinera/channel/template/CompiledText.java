package io.itinera.channel.template;

import io.itinera.channel.ChannelConfig;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.ExceededMaxIterationsException;
import liqp.nodes.LNode;

/** One compiled part of a template. Safe for several threads. */
final class CompiledText {

    private final TemplateParser parser;
    private final Supplier<LNode> tree;
    private final ChannelConfig.Templates limits;

    /** Trees not in use: a node keeps the key that it looked up last, so that two threads must not share a tree. */
    private final ConcurrentLinkedQueue<LNode> idle = new ConcurrentLinkedQueue<>();

    CompiledText(TemplateParser parser, Supplier<LNode> tree, ChannelConfig.Templates limits) {
        this.parser = parser;
        this.tree = tree;
        this.limits = limits;
    }

    /** Builds the first tree, so that what is wrong with it shows when it is compiled. */
    void warm() {
        idle.add(tree.get());
    }

    String render(Map<String, Object> variables) {
        return render(variables, rendering(variables, false));
    }

    /** Renders and adds to {@code missing} what was to be shown but is not there and has no default. */
    String report(Map<String, Object> variables, Set<String> missing) {
        Rendering rendering = rendering(variables, true);
        String text = render(variables, rendering);
        missing.addAll(rendering.missing());
        return text;
    }

    private String render(Map<String, Object> variables, Rendering rendering) {
        LNode held = idle.poll();
        LNode root = held == null ? tree.get() : held;
        try {
            TemplateContext context = new TemplateContext(parser, new HashMap<>(variables));
            Object text = ScopedValue.where(Rendering.CURRENT, rendering).call(() -> root.render(context));
            String rendered = text == null ? "" : text.toString();
            rendering.checkLength(rendered.length());
            if (rendering.exceeded() != null) {
                throw rendering.exceeded();
            }
            return rendered;
        } catch (ExceededMaxIterationsException e) {
            throw rendering.exceeded("loops go round more than " + limits.maxIterations() + " times");
        } catch (StackOverflowError e) {
            throw rendering.exceeded("values are nested too deeply");
        } catch (RuntimeException e) {
            throw rendering.exceeded() == null ? e : rendering.exceeded();
        } finally {
            idle.offer(root);
        }
    }

    private Rendering rendering(Map<String, Object> variables, boolean reporting) {
        long deadline = System.nanoTime() + limits.maxTime().toNanos();
        return new Rendering(limits.maxOutput(), deadline, zone(variables), reporting);
    }

    private static ZoneId zone(Map<String, Object> variables) {
        if (variables.get("profile") instanceof Map<?, ?> profile && profile.get("timezone") instanceof String zone) {
            try {
                return ZoneId.of(zone);
            } catch (DateTimeException e) {
                return ZoneOffset.UTC;
            }
        }
        return ZoneOffset.UTC;
    }
}
