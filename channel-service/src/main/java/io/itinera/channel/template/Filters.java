package io.itinera.channel.template;

import java.util.ArrayList;
import java.util.List;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.parser.Flavor;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** The filters that a template can use: those of Liquid, made safe, and ours. */
final class Filters {

    /** Marks an output that is not to be escaped. */
    static final String RAW = "raw";

    private Filters() {}

    static liqp.filters.Filters all() {
        liqp.filters.Filters liquid = Flavor.LIQUID.getFilters();
        List<Filter> safe = new ArrayList<>();
        for (Filter filter : liquid.values()) {
            safe.add(new SafeFilter(filter));
        }
        safe.add(new SafeFilter(new DateFilter(liquid.get("date"))));
        safe.add(new SafeFilter(new StripHtml()));
        safe.add(new SafeFilter(new Escape("escape", false)));
        safe.add(new SafeFilter(new Escape("h", false)));
        safe.add(new SafeFilter(new Escape("escape_once", true)));
        safe.add(new Raw());
        return liqp.filters.Filters.of(safe);
    }

    private static final class Raw extends Filter {
        Raw() {
            super(RAW);
        }

        @Override
        public Object apply(Object value, TemplateContext context, Object... params) {
            return value;
        }
    }

    /** Liquid's own leaves single quotes alone, and a value could end an attribute. */
    private static final class Escape extends Filter {

        private final boolean once;

        Escape(String name, boolean once) {
            super(name);
            this.once = once;
        }

        @Override
        public Object apply(Object value, TemplateContext context, Object... params) {
            String text = asString(value, context);
            return Escaping.HTML.apply(once ? Parser.unescapeEntities(text, false) : text);
        }
    }

    /** Liquid's own uses regular expressions that take quadratic time on hostile text. */
    private static final class StripHtml extends Filter {
        StripHtml() {
            super("strip_html");
        }

        @Override
        public Object apply(Object value, TemplateContext context, Object... params) {
            return value == null ? null : Jsoup.parse(value.toString()).wholeText();
        }
    }
}
