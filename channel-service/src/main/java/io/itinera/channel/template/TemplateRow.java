package io.itinera.channel.template;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Which version of a key is the present one. */
@Entity
@Table(name = "template")
class TemplateRow {
    @Id
    String key;

    int version;
    boolean deleted;
}
