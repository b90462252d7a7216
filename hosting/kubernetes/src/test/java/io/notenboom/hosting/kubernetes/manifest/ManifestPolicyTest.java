// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.policy.ManifestPolicy;
import io.notenboom.hosting.kubernetes.render.ManifestYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the manifests of every customer. */
class ManifestPolicyTest {

    private final NodeRenderer renderer = new NodeRenderer(Customers.platform());

    /** Each plan, in each state, with each Redis and gateway. */
    static List<CustomerSpec> customers() {
        List<CustomerSpec> customers = new ArrayList<>();
        for (String name : List.of("small", "standard")) {
            for (String redis : List.of("dedicated", "shared")) {
                for (String gateway : List.of("aaa-proxy", "customer")) {
                    CustomerSpec spec =
                            CustomerDocument.read(Customers.document(name).replaceAll("(?m)^(redis|gateway): .*$", "")
                                    + "redis: " + redis + "\ngateway: " + gateway + "\n");
                    Arrays.stream(DesiredState.values())
                            .map(spec::withDesiredState)
                            .forEach(customers::add);
                }
            }
        }
        return customers;
    }

    @ParameterizedTest
    @MethodSource("customers")
    void keepThePolicy(CustomerSpec spec) {
        assertThat(ManifestPolicy.violations(renderer.render(spec).all())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("customers")
    void comeBackFromYamlAsTheyWere(CustomerSpec spec) {
        List<HasMetadata> objects = renderer.render(spec).all();
        String text = String.join("", objects.stream().map(ManifestYaml::write).toList());
        List<HasMetadata> read = ManifestYaml.read(text);
        assertThat(read).hasSameSizeAs(objects);
        assertThat(read.stream().map(ManifestYaml::write).toList())
                .isEqualTo(objects.stream().map(ManifestYaml::write).toList());
    }

    @ParameterizedTest
    @MethodSource("customers")
    void everythingIsInTheCustomersNamespaceAndCarriesItsLabel(CustomerSpec spec) {
        for (HasMetadata object : renderer.render(spec).all()) {
            if (object.getKind().equals("Namespace")) {
                assertThat(object.getMetadata().getName()).isEqualTo("nuts-" + spec.id());
            } else {
                assertThat(object.getMetadata().getNamespace())
                        .as(object.getKind() + " " + object.getMetadata().getName())
                        .isEqualTo("nuts-" + spec.id());
            }
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("notenboom.io/customer", spec.id().value());
        }
    }

    @Test
    void twoCustomersShareNothing() {
        for (RedisMode redis : RedisMode.values()) {
            CustomerSpec one = like(redis, "c7f3k2");
            CustomerSpec other = like(redis, "c7f3k3");
            assertThat(names(one)).doesNotContainAnyElementsOf(names(other));
            String text = text(one);
            assertThat(text).doesNotContain("c7f3k3");
            assertThat(text(other)).doesNotContain("c7f3k2");
            List<String> derived = one.names().all();
            assertThat(other.names().all())
                    .allSatisfy(name -> assertThat(derived).noneMatch(name::startsWith));
        }
    }

    @Test
    void whatIsNotTheCustomersIsTheSameForEverybody() {
        assertThat(text(like(RedisMode.DEDICATED, "c7f3k2"))
                        .replace("c7f3k2", "?")
                        .replaceAll("sha256: \"?[0-9a-f]{64}", ""))
                .isEqualTo(text(like(RedisMode.DEDICATED, "c7f3k3"))
                        .replace("c7f3k3", "?")
                        .replaceAll("sha256: \"?[0-9a-f]{64}", ""));
    }

    private static CustomerSpec like(RedisMode redis, String id) {
        return CustomerDocument.read(Customers.document("small").replace("c7f3k2", id) + "redis: " + redis.wireName());
    }

    private String text(CustomerSpec spec) {
        return String.join(
                "\n",
                renderer.render(spec).all().stream().map(ManifestYaml::write).toList());
    }

    private Set<String> names(CustomerSpec spec) {
        return new HashSet<>(renderer.render(spec).all().stream()
                .flatMap(object ->
                        Stream.of(object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                                + object.getMetadata().getName()))
                .toList());
    }
}
