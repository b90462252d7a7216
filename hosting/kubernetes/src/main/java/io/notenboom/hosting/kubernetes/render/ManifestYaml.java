// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/** Objects of Kubernetes as YAML, and back. */
public final class ManifestYaml {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private ManifestYaml() {}

    /** One object; without status and without fields that nobody set. */
    public static String write(HasMetadata object) {
        return SERIALIZATION.asYaml(object);
    }

    /**
     * The objects of a text, typed where their kind is known.
     *
     * @throws IllegalArgumentException if a document is no object of Kubernetes
     */
    public static List<HasMetadata> read(String text) {
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : text.split("(?m)^---.*$")) {
            boolean empty = document.lines()
                    .allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"));
            if (!empty) {
                Object object = SERIALIZATION.unmarshal(document);
                if (!(object instanceof HasMetadata known)) {
                    throw new IllegalArgumentException("a document is no object of Kubernetes");
                }
                objects.add(known);
            }
        }
        return objects;
    }
}
