// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.document.CustomerDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definition in the chart, the class and the document that all front doors read say the same. */
class CustomResourceTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final CustomResourceDefinition definition = CustomerResources.definition();
    private final JSONSchemaProps spec = definition
            .getSpec()
            .getVersions()
            .getFirst()
            .getSchema()
            .getOpenAPIV3Schema()
            .getProperties()
            .get("spec");

    static Stream<Path> valid() {
        return CustomerResources.examples("valid");
    }

    @Test
    void theDefinitionIsThatOfTheClass() {
        assertThat(definition.getMetadata().getName()).isEqualTo(CustomResource.getCRDName(NutsCustomer.class));
        assertThat(definition.getSpec().getGroup()).isEqualTo(NutsCustomer.GROUP);
        assertThat(definition.getSpec().getNames().getKind()).isEqualTo("NutsCustomer");
        assertThat(definition.getSpec().getScope()).isEqualTo("Namespaced");
        assertThat(definition.getSpec().getNames().getShortNames()).containsExactly("nuc");
        assertThat(definition.getSpec().getVersions()).singleElement().satisfies(version -> {
            assertThat(version.getName()).isEqualTo(NutsCustomer.VERSION);
            assertThat(version.getSubresources().getStatus()).isNotNull();
        });
    }

    @Test
    void theSchemaHasTheFieldsOfTheDocument() throws IOException {
        CustomerSpec everything = CustomerDocument.read(document(CustomerResources.example("valid", "everything")));
        Set<String> written = new TreeSet<>();
        leaves("", CustomerDocument.write(everything), written);
        written.add("keys.namespace");
        assertThat(leaves(spec)).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheSchemaTakesTheOperatorReads(Path file) throws IOException {
        NutsCustomer customer = YAML.unmarshal(Files.readString(file), NutsCustomer.class);
        ObjectNode document = customer.getSpec();
        ((ObjectNode) document.get("keys")).put("login", "kubernetes");
        assertThat(CustomerDocument.read(document).id().value())
                .isEqualTo(customer.getMetadata().getName());
    }

    /** Names of customers have no place in it, so that none gets into a name, a label or a log. */
    @Test
    void noFieldIsForAName() {
        assertThat(leaves(spec)).noneMatch(field -> field.matches("(?i).*(display|legal|organi[sz]ation|title).*"));
    }

    @Test
    void everyTextHasALimit() {
        assertThat(unlimited("spec", spec)).isEmpty();
    }

    @Test
    void theStatusComesBackAsItWas() {
        NutsCustomerStatus status = new NutsCustomerStatus(
                3L,
                "ready",
                "1.4.0",
                List.of(new NutsCustomerStatus.WrittenCondition(
                        "NodeReady", "True", "Running", "all pods are ready", Instant.EPOCH.toString(), 3L)));
        assertThat(YAML.unmarshal(YAML.asJson(status), NutsCustomerStatus.class))
                .isEqualTo(status);
        assertThat(status.model().getFirst().generation()).isEqualTo(3);
    }

    private static JsonNode document(Path file) throws IOException {
        return new ObjectMapper()
                .readTree(YAML.asJson(YAML.unmarshal(Files.readString(file), NutsCustomer.class)
                        .getSpec()));
    }

    private static void leaves(String path, JsonNode node, Set<String> leaves) {
        node.properties().forEach(field -> {
            String name = path + field.getKey();
            if (field.getValue().isObject()) {
                leaves(name + ".", field.getValue(), leaves);
            } else {
                leaves.add(name);
            }
        });
    }

    private static Set<String> leaves(JSONSchemaProps schema) {
        Set<String> leaves = new TreeSet<>();
        schema.getProperties().forEach((name, property) -> {
            if ("object".equals(property.getType())) {
                leaves(property).forEach(leaf -> leaves.add(name + "." + leaf));
            } else {
                leaves.add(name);
            }
        });
        return leaves;
    }

    private static Set<String> unlimited(String path, JSONSchemaProps schema) {
        Set<String> found = new TreeSet<>();
        boolean limited = schema.getMaxLength() != null || !schema.getEnum().isEmpty();
        if ("string".equals(schema.getType()) && !limited) {
            found.add(path);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> found.addAll(unlimited(path + "." + name, property)));
        }
        return found;
    }
}
