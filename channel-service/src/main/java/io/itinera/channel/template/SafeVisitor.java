package io.itinera.channel.template;

import java.util.List;
import java.util.Set;
import liqp.Insertions;
import liqp.LValue;
import liqp.TemplateContext;
import liqp.nodes.LNode;
import liqp.parser.v4.NodeVisitor;
import liquid.parser.v4.LiquidParser;

/** Builds the tree that is rendered so that every output is escaped, unless its last filter says otherwise. */
final class SafeVisitor extends NodeVisitor {

    private final Escaping escaping;

    SafeVisitor(Insertions insertions, liqp.filters.Filters filters, Escaping escaping) {
        super(insertions, filters, true);
        this.escaping = escaping;
    }

    @Override
    public LNode visitOutput(LiquidParser.OutputContext output) {
        List<String> filters = output.filter() == null
                ? List.of()
                : output.filter().stream().map(f -> f.Id().getText()).toList();
        boolean raw = !filters.isEmpty() && unescaped().contains(filters.getLast());
        LNode bare = output.expr() != null ? visit(output.expr()) : output.term() != null ? visit(output.term()) : null;
        String name = output.expr() != null
                ? output.expr().getText()
                : output.term() == null ? "" : output.term().getText();
        boolean reportable = bare != null && !filters.contains("default");
        return new Output(super.visitOutput(output), raw ? Escaping.NONE : escaping, reportable ? bare : null, name);
    }

    @Override
    public LNode visitCycle_tag(LiquidParser.Cycle_tagContext cycle) {
        return new Output(super.visitCycle_tag(cycle), escaping, null, "cycle");
    }

    @Override
    public LNode visitExpr_rel(LiquidParser.Expr_relContext comparison) {
        return new Condition(super.visitExpr_rel(comparison));
    }

    @Override
    public LNode visitExpr_contains(LiquidParser.Expr_containsContext comparison) {
        return new Condition(super.visitExpr_contains(comparison));
    }

    @Override
    public LNode visitInclude_tag(LiquidParser.Include_tagContext include) {
        throw new TemplateSyntaxException("include is not available: a template stands alone");
    }

    @Override
    public LNode visitInclude_relative_tag(LiquidParser.Include_relative_tagContext include) {
        throw new TemplateSyntaxException("include_relative is not available: a template stands alone");
    }

    /** A value that is escaped already is not escaped twice. */
    private Set<String> unescaped() {
        return switch (escaping) {
            case HTML -> Set.of(Filters.RAW, "escape", "h", "escape_once");
            case JSON -> Set.of(Filters.RAW, "json");
            case NONE -> Set.of();
        };
    }

    /** A comparison across types is false, as in a journey's conditions. */
    private record Condition(LNode inner) implements LNode {
        @Override
        public Object render(TemplateContext context) {
            try {
                return inner.render(context);
            } catch (TemplateLimitException e) {
                throw e;
            } catch (RuntimeException e) {
                return false;
            }
        }
    }

    /** One output: its value as text, escaped. */
    private static final class Output extends LValue implements LNode {

        private final LNode inner;
        private final Escaping escaping;
        private final LNode reported;
        private final String name;

        Output(LNode inner, Escaping escaping, LNode reported, String name) {
            this.inner = inner;
            this.escaping = escaping;
            this.reported = reported;
            this.name = name;
        }

        @Override
        public Object render(TemplateContext context) {
            Rendering rendering = Rendering.current();
            rendering.tick();
            if (rendering.reporting() && reported != null && reported.render(context) == null) {
                rendering.missing(name);
            }
            Object value = inner.render(context);
            if (value == null || rendering.isCaptured(value)) {
                return value;
            }
            String text = asString(value, context);
            rendering.checkLength(text.length());
            return escaping.apply(text);
        }
    }
}
