package io.itinera.channel.template;

import liqp.RenderTransformer;
import liqp.TemplateContext;

/** Gathers what a block renders, within the limits of the rendering. */
final class BoundedAppender implements RenderTransformer {

    @Override
    public ObjectAppender.Controller newObjectAppender(TemplateContext context, int estimatedNumberOfAppends) {
        Rendering rendering = Rendering.current();
        StringBuilder text = new StringBuilder();
        return new ObjectAppender.Controller() {
            @Override
            public Object getResult() {
                return text.toString();
            }

            @Override
            public void append(Object part) {
                rendering.tick();
                text.append(part);
                rendering.checkLength(text.length());
            }
        };
    }

    @Override
    public Object transformObject(TemplateContext context, Object value) {
        return value;
    }
}
