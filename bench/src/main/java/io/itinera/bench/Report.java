package io.itinera.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects figures, prints each as soon as it is known and writes all of them as JSON at the end. */
final class Report {

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void section(String title) {
        out.printf("%n%s%n", title);
    }

    void progress(String line) {
        out.println("  … " + line);
    }

    Figure add(Figure figure) {
        figures.add(figure);
        out.println("  " + figure.line());
        return figure;
    }

    /** What share of its limit a figure reaches, by the medians. */
    void share(String name, Figure figure, Figure limit) {
        add(Figure.of(name, "%", 100 * figure.median() / limit.median()));
    }

    /** {@code {"name": {"median":…,"min":…,"max":…,"unit":"…"}}}. */
    void writeJson(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        for (Figure figure : figures) {
            root.putObject(figure.name())
                    .put("median", figure.median())
                    .put("min", figure.min())
                    .put("max", figure.max())
                    .put("unit", figure.unit());
        }
        Files.writeString(file, mapper.writeValueAsString(root) + "\n");
    }
}
