// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.kubernetes.manifest.NodeManifests;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.manifest.NodeSecret;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import io.notenboom.hosting.kubernetes.policy.ManifestPolicy;
import io.notenboom.hosting.kubernetes.policy.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifests of a customer as a folder: one file for each object, a {@code kustomization.yaml} that lists them, and a
 * table of the Secrets that have to be delivered besides. The same specification gives the same bytes.
 */
public final class GitOpsFolder {

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String SECRETS = "SECRETS.md";
    private static final String GENERATED = "# Rendered by notenboom from the customer's specification; do not edit.\n";

    private final NodeRenderer renderer;

    /** For a platform. */
    public GitOpsFolder(PlatformConfig platform) {
        this.renderer = new NodeRenderer(platform);
    }

    /**
     * Names and contents of the files.
     *
     * @throws UnsupportedSpecException if the platform cannot run the specification
     * @throws IllegalStateException if what was rendered breaks {@link ManifestPolicy}
     */
    public Map<String, String> files(CustomerSpec spec) {
        NodeManifests manifests = renderer.render(spec);
        List<Violation> violations = ManifestPolicy.violations(manifests.all());
        if (!violations.isEmpty()) {
            throw new IllegalStateException("nothing is written, since manifests break the policy: " + violations);
        }
        Map<String, String> files = new TreeMap<>();
        for (HasMetadata object : manifests.all()) {
            files.put(fileName(object), GENERATED + ManifestYaml.write(object));
        }
        String resources =
                files.keySet().stream().map(name -> "  - " + name + "\n").collect(Collectors.joining());
        files.put(
                KUSTOMIZATION,
                GENERATED + "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
                        + resources);
        files.put(SECRETS, secrets(spec, manifests.secrets()));
        return files;
    }

    /**
     * Writes the files into a folder. Files of an earlier rendering that are not rendered any more are removed; any other
     * file is left alone.
     *
     * @return names of the files
     * @throws IOException if the folder cannot be written
     */
    public Set<String> write(CustomerSpec spec, Path folder) throws IOException {
        Map<String, String> files = files(spec);
        Files.createDirectories(folder);
        try (Stream<Path> known = Files.list(folder)) {
            for (Path file :
                    known.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                String name = String.valueOf(file.getFileName());
                if (!files.containsKey(name) && Files.readString(file).startsWith(GENERATED)) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return Set.copyOf(files.keySet());
    }

    private static String fileName(HasMetadata object) {
        return object.getKind().toLowerCase(Locale.ROOT) + "-"
                + object.getMetadata().getName() + ".yaml";
    }

    private static String secrets(CustomerSpec spec, List<NodeSecret> secrets) {
        StringBuilder text =
                new StringBuilder("# Secrets of namespace " + spec.names().namespace() + "\n\n"
                        + "No manifest holds a secret. Pods wait until these are there.\n\n"
                        + "| Secret | Keys | Comes from |\n|---|---|---|\n");
        for (NodeSecret secret : secrets) {
            String origin =
                    switch (secret.origin()) {
                        case OPERATOR -> "the operator, random values; without an operator the host";
                        case HOST -> "the host";
                    };
            text.append("| `").append(secret.name()).append("` | ");
            text.append(secret.keys().stream().map(key -> "`" + key + "`").collect(Collectors.joining(", ")));
            text.append(" | ").append(origin).append(" |\n");
        }
        return text.toString();
    }
}
