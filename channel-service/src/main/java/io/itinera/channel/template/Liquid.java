package io.itinera.channel.template;

import io.itinera.channel.ChannelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liqp.Insertion;
import liqp.Insertions;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.nodes.LNode;
import liqp.parser.Flavor;

/** Compiles Liquid. What an author can write is bounded here, what a template may use up is bounded while it renders. */
@ApplicationScoped
public class Liquid {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_TAG = 2_000;
    private static final Set<String> NOT_AVAILABLE = Set.of("include", "include_relative");
    private static final Pattern TAG = Pattern.compile("\\{%-?\\s*(\\w+)");
    private static final Pattern OPENING = Pattern.compile("if|unless|case|for|tablerow|capture|ifchanged");

    private final ChannelConfig.Templates limits;
    private final TemplateParser parser;

    Liquid(ChannelConfig config) {
        this.limits = config.templates();
        this.parser = new TemplateParser.Builder()
                .withFlavor(Flavor.LIQUID)
                .withErrorMode(TemplateParser.ErrorMode.LAX)
                .withRenderTransformer(new BoundedAppender())
                .withMaxIterations(limits.maxIterations())
                .withMaxSizeRenderedString(limits.maxOutput())
                .build();
    }

    /**
     * @throws TemplateSyntaxException when it is not Liquid, or Liquid that we do not run
     */
    CompiledText compile(String source, Escaping escaping) {
        checkBounds(source);
        liqp.Template parsed;
        try {
            parsed = parser.parse(source);
            CompiledText text = new CompiledText(parser, () -> tree(parsed, escaping), limits);
            text.warm();
            return text;
        } catch (TemplateSyntaxException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new TemplateSyntaxException("expressions are nested too deeply");
        } catch (RuntimeException e) {
            throw new TemplateSyntaxException(firstLine(e));
        }
    }

    private static LNode tree(liqp.Template parsed, Escaping escaping) {
        return new SafeVisitor(insertions(), Filters.all(), escaping).visit(parsed.getParseTree());
    }

    private static Insertions insertions() {
        List<Insertion> available = new ArrayList<>();
        for (Insertion insertion : Flavor.LIQUID.getInsertions().values()) {
            if (!NOT_AVAILABLE.contains(insertion.name) && !"capture".equals(insertion.name)) {
                available.add(insertion);
            }
        }
        available.add(new Capture());
        return Insertions.of(available);
    }

    private void checkBounds(String source) {
        if (source.length() > limits.maxSource()) {
            throw new TemplateSyntaxException("it is longer than " + limits.maxSource() + " characters");
        }
        Matcher tag = TAG.matcher(source);
        int depth = 0;
        while (tag.find()) {
            String name = tag.group(1);
            if (OPENING.matcher(name).matches()) {
                depth++;
            } else if (name.startsWith("end")) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw new TemplateSyntaxException("blocks are nested more than " + MAX_DEPTH + " deep");
            }
        }
        checkTags(source, "{%", "%}");
        checkTags(source, "{{", "}}");
    }

    private static void checkTags(String source, String open, String close) {
        for (int at = source.indexOf(open); at >= 0; at = source.indexOf(open, at + 2)) {
            int end = source.indexOf(close, at);
            if ((end < 0 ? source.length() : end) - at > MAX_TAG) {
                throw new TemplateSyntaxException("a tag is longer than " + MAX_TAG + " characters");
            }
        }
    }

    private static String firstLine(RuntimeException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** What the block renders is escaped by then, and is not escaped again where it is used. The class name is the tag's. */
    private static final class Capture extends liqp.blocks.Capture {
        @Override
        public Object render(TemplateContext context, LNode... nodes) {
            Object result = super.render(context, nodes);
            String name = asString(nodes[0].render(context), context);
            String text = asString(context.get(name), context);
            context.put(name, Rendering.current().capture(text), true);
            return result;
        }
    }
}
