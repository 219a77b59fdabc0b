package io.itinera.channel.template;

import java.util.Collection;
import liqp.TemplateContext;
import liqp.filters.Filter;

/** A filter that never fails a message for a value that it does not fit, and never makes more than the limits allow. */
final class SafeFilter extends Filter {

    private final Filter inner;

    SafeFilter(Filter inner) {
        super(inner.name);
        this.inner = inner;
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... params) {
        Rendering rendering = Rendering.current();
        rendering.tick();
        foresee(rendering, value, params);
        try {
            return rendering.bounded(inner.apply(value, context, params));
        } catch (TemplateLimitException e) {
            throw e;
        } catch (RuntimeException e) {
            // Liquid has no exceptions: what cannot be filtered is nothing, and a later `default` can fill in.
            return null;
        }
    }

    /** The filters whose result can be larger than the product of what goes in: refused before the memory is taken. */
    private void foresee(Rendering rendering, Object value, Object... params) {
        if (value == null || params.length == 0) {
            return;
        }
        if (name.startsWith("replace") && params.length > 1) {
            long occurrences = length(value) / Math.max(1, length(params[0])) + 1;
            rendering.checkLength(occurrences * length(params[1]));
        } else if ("join".equals(name)) {
            int items = value instanceof Collection<?> list ? list.size() : value instanceof Object[] a ? a.length : 1;
            rendering.checkLength((long) items * length(params[0]));
        }
    }

    private static long length(Object value) {
        return value == null
                ? 0
                : value instanceof CharSequence text
                        ? text.length()
                        : value.toString().length();
    }
}
