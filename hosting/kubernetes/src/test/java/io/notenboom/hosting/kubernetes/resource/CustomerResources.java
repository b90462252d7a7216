// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.notenboom.hosting.kubernetes.Customers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The definition of the resource, and examples of it. */
public final class CustomerResources {

    private static final String DEFINITION = "deploy/helm/notenboom/crds/nutscustomers.hosting.notenboom.io.yaml";

    private CustomerResources() {}

    /** The definition, as the chart installs it. */
    public static CustomResourceDefinition definition() {
        try {
            Path file = Path.of(System.getProperty("notenboom.root", "../..")).resolve(DEFINITION);
            return new KubernetesSerialization().unmarshal(Files.readString(file), CustomResourceDefinition.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Files of a folder of examples: {@code valid}, {@code invalid} or {@code changes}. */
    public static Stream<Path> examples(String folder) {
        try (Stream<Path> files = Files.list(place(folder))) {
            return files.sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One example. */
    public static Path example(String folder, String name) {
        return place(folder).resolve(name + ".yaml");
    }

    /** The customer {@code l1fe00}, as the API server stores it: the least that there is, with its default login. */
    public static NutsCustomer customer() {
        try {
            String text = Files.readString(example("valid", "least")).replace("c7f3k2", "l1fe00");
            NutsCustomer customer = new KubernetesSerialization().unmarshal(text, NutsCustomer.class);
            ((ObjectNode) customer.getSpec().get("keys")).put("login", "kubernetes");
            return customer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path place(String folder) {
        return Objects.requireNonNull(Customers.golden().getParent())
                .resolve("nutscustomers")
                .resolve(folder);
    }
}
