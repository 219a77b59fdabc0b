package io.itinera.channel.template;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** One version of a template; it never changes. */
@Entity
@Table(name = "template_version")
class TemplateVersionRow {
    @EmbeddedId
    VersionId id;

    String channel;
    String subject;
    String html;
    String text;
    String endpoint;
    String body;

    @Column(name = "saved_at")
    Instant savedAt;

    @Column(name = "saved_by")
    String savedBy;

    TemplateContent content() {
        return new TemplateContent(channel, subject, html, text, endpoint, body);
    }

    static TemplateVersionRow of(String key, int version, TemplateContent content, Instant at, String by) {
        TemplateVersionRow row = new TemplateVersionRow();
        row.id = new VersionId(key, version);
        row.channel = content.channel();
        row.subject = content.subject();
        row.html = content.html();
        row.text = content.text();
        row.endpoint = content.endpoint();
        row.body = content.body();
        row.savedAt = at;
        row.savedBy = by;
        return row;
    }

    /** Key and version. */
    @Embeddable
    record VersionId(String key, int version) {}
}
